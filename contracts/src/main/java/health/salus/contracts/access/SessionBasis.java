package health.salus.contracts.access;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;

/// On what grounds a session is asked for.
public sealed interface SessionBasis {

    /// What the patient permits.
    record Normal() implements SessionBasis {}

    /// An emergency: the patient's consent is not asked first, and the patient is told.
    ///
    /// @param reason a code, such as one of v3 ActReason; never free text
    record BreakGlass(String reason) implements SessionBasis {

        private static final int MAX_CHARACTERS = 32;

        public BreakGlass {
            boolean code = !reason.isEmpty()
                    && reason.length() <= MAX_CHARACTERS
                    && reason.chars().allMatch(BreakGlass::isCode);
            Require.that(code, ErrorCode.MALFORMED, "a reason is a code of at most 32 letters, digits and '-'");
        }

        private static boolean isCode(int c) {
            return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        }
    }
}

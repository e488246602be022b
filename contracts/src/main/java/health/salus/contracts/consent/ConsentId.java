package health.salus.contracts.consent;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;

/// The name of a consent among those of its patient: the logical id of the FHIR Consent.
public record ConsentId(String value) implements Comparable<ConsentId> {

    /// As FHIR R4 `id`.
    private static final int MAX_CHARACTERS = 64;

    public ConsentId {
        boolean usable = !value.isEmpty()
                && value.length() <= MAX_CHARACTERS
                && value.chars().allMatch(ConsentId::isAllowed);
        Require.that(usable, ErrorCode.MALFORMED, "a consent id has 1 to 64 letters, digits, '.' and '-'");
    }

    private static boolean isAllowed(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }

    @Override
    public int compareTo(ConsentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

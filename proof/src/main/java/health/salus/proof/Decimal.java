package health.salus.proof;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;

/// Numbers as the tlog formats write them: ASCII digits without leading zeros.
public final class Decimal {

    /// Below this, every number of so many digits fits in a `long`.
    private static final int MAX_DIGITS = 18;

    private Decimal() {}

    public static long parse(String digits) {
        boolean plain = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.length() == 1 || digits.charAt(0) != '0');
        if (!plain) {
            throw new SalusException(ErrorCode.MALFORMED, "not a decimal number without leading zeros");
        }
        return Long.parseLong(digits);
    }
}

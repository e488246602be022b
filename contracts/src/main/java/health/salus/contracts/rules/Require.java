package health.salus.contracts.rules;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;

/// A rule that a command must meet. The executor turns what is thrown here into the command's refusal and drops its
/// changes.
public final class Require {

    private Require() {}

    public static void that(boolean met, ErrorCode code, String rule) {
        if (!met) {
            throw new SalusException(code, rule);
        }
    }

    public static void atMost(long limit, long count, String what) {
        if (count > limit) {
            throw new SalusException(ErrorCode.LIMIT_EXCEEDED, "at most " + limit + " " + what);
        }
    }
}

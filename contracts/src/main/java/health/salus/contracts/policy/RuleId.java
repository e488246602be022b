package health.salus.contracts.policy;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;

/// The name of a rule set, such as `access.break-glass`. Its versions follow one another.
public record RuleId(String value) implements Comparable<RuleId> {

    private static final int MAX_CHARACTERS = 64;

    public RuleId {
        boolean usable = value.length() <= MAX_CHARACTERS
                && isLetter(value)
                && value.chars().allMatch(RuleId::isAllowed);
        Require.that(
                usable,
                ErrorCode.MALFORMED,
                "a rule's name has 1 to 64 small letters, digits, '.' and '-', and begins with a letter");
    }

    private static boolean isLetter(String value) {
        return !value.isEmpty() && value.charAt(0) >= 'a' && value.charAt(0) <= 'z';
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }

    @Override
    public int compareTo(RuleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

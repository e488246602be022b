package health.salus.contracts.policy;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import java.util.List;

/// How large rules and their values may become, and how much an evaluation may cost. A rule is checked against them
/// once, when it is proposed; values and cost at every evaluation.
final class Limits {

    static final int MAX_INPUTS = 32;
    static final int MAX_CLAUSES = 8;
    static final int MAX_TESTS = 64;

    /// A page of text; what ANTLR and the checker take for it stays below some ten milliseconds.
    static final int MAX_EXPRESSION_CHARACTERS = 2_000;

    /// Of the text, as the parser counts, and of what its macros became.
    static final int MAX_DEPTH = 32;

    static final int MAX_NODES = 500;

    /// Loops within loops: with lists of 256 items a third level could never come to its end within any cost limit.
    static final int MAX_LOOPS_WITHIN = 2;

    static final int MAX_NAME_CHARACTERS = 32;

    /// Codes, ids and short notes; also bounds what a single step of an evaluation can take.
    static final int MAX_TEXT_CHARACTERS = 1_024;

    static final int MAX_ITEMS = 256;

    /// Steps of an evaluation, as [Meter] counts them: about ten milliseconds.
    static final long MAX_COST = 100_000;

    /// Of all tests of one rule together: a proposal stays as cheap as two of the dearest evaluations.
    static final long MAX_COST_OF_TESTS = 200_000;

    /// What one rule may have decided over it; the state keeps all.
    static final int MAX_ENACTMENTS = 1_000;

    static final int MAX_RULES = 1_000;

    private Limits() {}

    static <T> List<T> bounded(int limit, List<T> values, String what) {
        Require.atMost(limit, values.size(), what);
        return List.copyOf(values);
    }

    /// Inputs and clauses are named as CEL's identifiers.
    static void checkName(String name) {
        boolean usable = !name.isEmpty()
                && name.length() <= MAX_NAME_CHARACTERS
                && name.charAt(0) >= 'a'
                && name.charAt(0) <= 'z'
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
        Require.that(
                usable,
                ErrorCode.MALFORMED,
                "a name has 1 to 32 small letters, digits and '_', and begins with a letter");
    }

    static void checkDistinct(List<String> names, String what) {
        Require.that(names.stream().distinct().count() == names.size(), ErrorCode.MALFORMED, what + " differ in name");
    }
}

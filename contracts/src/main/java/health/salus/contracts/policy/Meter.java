package health.salus.contracts.policy;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.List;
import java.util.Map;

/// Counts what an evaluation costs, since the library has no limit of its own, and ends it where it becomes too dear.
///
/// A part of an expression that has come to a value costs one step; a text one more for each sixteen characters, a
/// list or map one for each item and what the item costs. All that a function will go through was so paid before it is
/// called. Texts are bounded in length, so that what one step takes is bounded too.
final class Meter {

    private static final int CHARACTERS_A_STEP = 16;

    /// A character that is looked for is compared with every one of the longest text, some 256 in a step.
    private static final int STEPS_A_SOUGHT_CHARACTER = Limits.MAX_TEXT_CHARACTERS / 256;

    private final String whose;
    private final long limit;
    private long spent;
    private boolean textTooLong;

    /// @param whose for the message, such as `rule access.break-glass version 2`
    Meter(String whose, long limit) {
        this.whose = whose;
        this.limit = limit;
    }

    long spent() {
        return spent;
    }

    CelEvaluationListener over(Prices prices) {
        return (expression, value) -> pay(prices, expression, value);
    }

    /// What is thrown here the library may take for a failed operand, which `||` passes over: then the next part throws
    /// it again, and [#requireWithin] has the last word.
    private void pay(Prices prices, CelExpr expression, Object value) {
        long number = expression.id();
        long sought = prices.isSought(number) && value instanceof String text ? text.length() : 0;
        spend(1 + (prices.isFlat(number) ? 0 : size(value)) + sought * STEPS_A_SOUGHT_CHARACTER);
        requireWithin();
    }

    void payFor(Object input) {
        spend(size(input));
        requireWithin();
    }

    private void spend(long steps) {
        spent = Math.min(limit + 1, spent + steps);
    }

    void requireWithin() {
        Require.that(
                !textTooLong,
                ErrorCode.LIMIT_EXCEEDED,
                whose + " makes a text of more than " + Limits.MAX_TEXT_CHARACTERS + " characters");
        if (spent > limit) {
            throw new SalusException(
                    ErrorCode.LIMIT_EXCEEDED, whose + " takes more than its " + limit + " steps on these values");
        }
    }

    /// Ends early: a list may hold the same list over and over, and so be larger than all memory.
    private long size(Object value) {
        return switch (value) {
            case String text -> length(text);
            case List<?> items -> {
                long size = 0;
                for (Object item : items) {
                    size += 1 + size(item);
                    if (spent + size > limit) {
                        break;
                    }
                }
                yield size;
            }
            case Map<?, ?> entries -> {
                long size = 0;
                for (Map.Entry<?, ?> entry : entries.entrySet()) {
                    size += 1 + size(entry.getKey()) + size(entry.getValue());
                    if (spent + size > limit) {
                        break;
                    }
                }
                yield size;
            }
            default -> 0;
        };
    }

    private long length(String text) {
        textTooLong |= text.length() > Limits.MAX_TEXT_CHARACTERS;
        return text.length() / CHARACTERS_A_STEP;
    }
}

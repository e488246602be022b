package health.salus.contracts.policy;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.Arrays;
import java.util.Optional;

/// What a part of an expression costs when it has a value, by the number of the part.
///
/// Each costs a step and, for what is done with the value next, its size. Two kinds differ: the list that a loop is
/// gathering is not gone through again in each turn, and looking for a text in another takes the product of their
/// lengths.
final class Prices {

    private enum Price {
        BY_SIZE,
        FLAT,
        SOUGHT
    }

    private final Price[] byNumber;

    private Prices(Price[] byNumber) {
        this.byNumber = byNumber;
        Arrays.fill(byNumber, Price.BY_SIZE);
    }

    static Prices of(CelExpr root) {
        Prices prices = new Prices(new Price[(int) largest(root) + 1]);
        prices.mark(root);
        return prices;
    }

    private static long largest(CelExpr expression) {
        long largest = expression.id();
        for (CelExpr child : SyntaxTree.children(expression)) {
            largest = Math.max(largest, largest(child));
        }
        return largest;
    }

    private void mark(CelExpr expression) {
        if (expression.getKind() == Kind.COMPREHENSION) {
            String gathered = expression.comprehension().accuVar();
            gathering(expression.comprehension().loopStep(), gathered);
            gathering(expression.comprehension().result(), gathered);
        } else if (expression.getKind() == Kind.CALL
                && expression.call().function().equals("contains")) {
            expression.call().args().forEach(sought -> put(sought, Price.SOUGHT));
        }
        SyntaxTree.children(expression).forEach(this::mark);
    }

    /// The parts that macros wrote, whose value is what a loop has gathered so far.
    private void gathering(CelExpr expression, String gathered) {
        Optional<CelExpr.CelCall> call =
                expression.getKind() == Kind.CALL ? Optional.of(expression.call()) : Optional.empty();
        if (isVariable(expression, gathered)) {
            put(expression, Price.FLAT);
        } else if (call.filter(it ->
                        it.function().equals("_+_") && isVariable(it.args().getFirst(), gathered))
                .isPresent()) {
            put(expression, Price.FLAT);
            put(call.orElseThrow().args().getFirst(), Price.FLAT);
        } else if (call.filter(it -> it.function().equals("_?_:_")).isPresent()) {
            put(expression, Price.FLAT);
            gathering(call.orElseThrow().args().get(1), gathered);
            gathering(call.orElseThrow().args().get(2), gathered);
        }
    }

    private static boolean isVariable(CelExpr expression, String name) {
        return expression.getKind() == Kind.IDENT && expression.ident().name().equals(name);
    }

    private void put(CelExpr expression, Price price) {
        byNumber[(int) expression.id()] = price;
    }

    boolean isFlat(long number) {
        return byNumber[(int) number] == Price.FLAT;
    }

    boolean isSought(long number) {
        return byNumber[(int) number] == Price.SOUGHT;
    }
}

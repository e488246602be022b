package health.salus.contracts.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;

/// What an expression became after its macros: how large it may be, and what may not stand in it.
final class SyntaxTree {

    private int nodes;

    private SyntaxTree() {}

    static void check(CelExpr root) {
        new SyntaxTree().visit(root, 1, 0);
    }

    private void visit(CelExpr expression, int depth, int loops) {
        nodes++;
        require(nodes <= Limits.MAX_NODES, "an expression has at most " + Limits.MAX_NODES + " parts");
        require(depth <= Limits.MAX_DEPTH * 2, "an expression is nested too deeply");
        require(
                loops <= Limits.MAX_LOOPS_WITHIN,
                "at most " + Limits.MAX_LOOPS_WITHIN + " loops stand within each other");
        if (expression.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION) {
            CelExpr.CelComprehension loop = expression.comprehension();
            List.of(loop.loopCondition(), loop.loopStep()).forEach(turn -> visit(turn, depth + 1, loops + 1));
            List.of(loop.iterRange(), loop.accuInit(), loop.result()).forEach(once -> visit(once, depth + 1, loops));
        } else {
            children(expression).forEach(child -> visit(child, depth + 1, loops));
        }
    }

    static List<CelExpr> children(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> constant(expression.constant());
            case IDENT -> List.of();
            case SELECT -> List.of(expression.select().operand());
            case CALL -> {
                List<CelExpr> operands = new ArrayList<>();
                expression.call().target().ifPresent(operands::add);
                operands.addAll(expression.call().args());
                yield operands;
            }
            case LIST -> expression.list().elements();
            case MAP -> {
                List<CelExpr> entries = new ArrayList<>();
                for (CelExpr.CelMap.Entry entry : expression.map().entries()) {
                    entries.add(entry.key());
                    entries.add(entry.value());
                }
                yield entries;
            }
            case COMPREHENSION -> {
                CelExpr.CelComprehension loop = expression.comprehension();
                yield List.of(loop.iterRange(), loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result());
            }
            case STRUCT, NOT_SET -> throw new SalusException(ErrorCode.INVALID_RULE, "an expression makes no messages");
        };
    }

    /// Doubles differ in how machines and versions write and read them; nothing here has bytes or nulls.
    private static List<CelExpr> constant(CelConstant constant) {
        boolean known = switch (constant.getKind()) {
            case BOOLEAN_VALUE, INT64_VALUE, STRING_VALUE -> true;
            case NOT_SET, NULL_VALUE, UINT64_VALUE, DOUBLE_VALUE, BYTES_VALUE, TIMESTAMP_VALUE, DURATION_VALUE -> false;
        };
        require(known, "a rule is written with truth values, whole numbers and texts: no fractions, bytes or null");
        return List.of();
    }

    private static void require(boolean met, String rule) {
        Require.that(met, ErrorCode.INVALID_RULE, rule);
    }
}

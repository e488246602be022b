package health.salus.contracts.policy;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.List;

/// Language 1 of rules: the subset of CEL whose meaning cannot differ between two members.
///
/// Not in it: the zones of `getHours` and its like, whose table is the machine's; `matches`, since what a character
/// class holds changes with the version of Unicode; doubles and what makes them; `type` and `dyn`, which put off to the
/// evaluation what the proposal shows.
final class RuleLanguage {

    private static final List<String> FUNCTIONS = List.of(
            "IN",
            "NOT_STRICTLY_FALSE",
            "CONDITIONAL",
            "LOGICAL_NOT",
            "LOGICAL_OR",
            "LOGICAL_AND",
            "EQUALS",
            "NOT_EQUALS",
            "LESS",
            "LESS_EQUALS",
            "GREATER",
            "GREATER_EQUALS",
            "ADD",
            "SUBTRACT",
            "MULTIPLY",
            "DIVIDE",
            "MODULO",
            "NEGATE",
            "INDEX",
            "SIZE",
            "INT",
            "STRING",
            "BOOL",
            "DURATION",
            "TIMESTAMP",
            "CONTAINS",
            "ENDS_WITH",
            "STARTS_WITH",
            "GET_FULL_YEAR",
            "GET_MONTH",
            "GET_DAY_OF_YEAR",
            "GET_DAY_OF_MONTH",
            "GET_DATE",
            "GET_DAY_OF_WEEK",
            "GET_HOURS",
            "GET_MINUTES",
            "GET_SECONDS",
            "GET_MILLISECONDS");

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(Limits.MAX_EXPRESSION_CHARACTERS)
            .maxParseRecursionDepth(Limits.MAX_DEPTH)
            .maxParseExpressionNodeCount(Limits.MAX_EXPRESSION_CHARACTERS)
            .maxParseErrorRecoveryLimit(1)
            .enableReservedIds(true)
            .enableHeterogeneousNumericComparisons(true)
            .errorOnIntWrap(true)
            .errorOnDuplicateMapKeys(true)
            .comprehensionMaxIterations((int) Limits.MAX_COST)
            .build();

    private static final CelStandardDeclarations DECLARATIONS = CelStandardDeclarations.newBuilder()
            .filterFunctions((function, overload) ->
                    FUNCTIONS.contains(function.name()) && isAlikeEverywhere(overload.celOverloadDecl()))
            .filterIdentifiers(_ -> false)
            .build();

    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardFunctions(CelStandardFunctions.newBuilder()
                    .filterFunctions((function, _) -> FUNCTIONS.contains(function.name()))
                    .build())
            .build();

    private RuleLanguage() {}

    private static boolean isAlikeEverywhere(CelOverloadDecl overload) {
        // timestamp.getHours(string) and its like: the text names a time zone.
        boolean zoned = overload.overloadId().endsWith("_with_tz");
        return !zoned
                && isKnown(overload.resultType())
                && overload.parameterTypes().stream().allMatch(RuleLanguage::isKnown);
    }

    private static boolean isKnown(CelType type) {
        return switch (type.kind()) {
            case BOOL, INT, STRING, TIMESTAMP, DURATION, TYPE_PARAM -> true;
            case LIST, MAP -> type.parameters().stream().allMatch(RuleLanguage::isKnown);
            case UNSPECIFIED, ERROR, DYN, ANY, BYTES, DOUBLE, NULL_TYPE, OPAQUE, STRUCT, TYPE, UINT -> false;
        };
    }

    /// Compiles the clauses of a rule; what is wrong with one is told in the words of the library as the cause of what
    /// is thrown, and in words that never change as its detail, which becomes part of the ledger.
    static RuleProgram compile(RuleDefinition rule) {
        return new RuleProgram(
                rule,
                rule.clauses().stream().map(clause -> compile(rule, clause)).toList());
    }

    private static RuleProgram.Clause compile(RuleDefinition rule, RuleClause clause) {
        try {
            CelAbstractSyntaxTree tree =
                    compiler(rule, clause.type()).compile(clause.expression()).getAst();
            SyntaxTree.check(tree.getExpr());
            Require.that(
                    tree.getTypeMap().values().stream().allMatch(RuleLanguage::isKnown),
                    ErrorCode.INVALID_RULE,
                    "the items of a list have one type, which is seen before it is asked");
            return new RuleProgram.Clause(clause, RUNTIME.createProgram(tree), Prices.of(tree.getExpr()));
        } catch (CelValidationException | CelEvaluationException unusable) {
            throw invalid(rule, clause, unusable);
        } catch (SalusException refused) {
            throw new SalusException(
                    refused.code(), rule.title() + ", clause " + clause.name() + ": " + refused.detail(), refused);
        } catch (RuntimeException unusable) {
            // The library's own refusals of a text are not all declared.
            throw invalid(rule, clause, unusable);
        }
    }

    private static SalusException invalid(RuleDefinition rule, RuleClause clause, Exception cause) {
        return new SalusException(
                ErrorCode.INVALID_RULE,
                rule.title() + ", clause " + clause.name() + ": its expression is no rule in language "
                        + rule.language() + " that answers " + clause.type() + " from these inputs",
                cause);
    }

    private static CelCompiler compiler(RuleDefinition rule, RuleType result) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(DECLARATIONS)
                .setStandardMacros(
                        CelStandardMacro.HAS,
                        CelStandardMacro.ALL,
                        CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE,
                        CelStandardMacro.MAP,
                        CelStandardMacro.MAP_FILTER,
                        CelStandardMacro.FILTER)
                .setResultType(celType(result));
        rule.inputs().forEach(input -> builder.addVar(input.name(), celType(input.type())));
        return builder.build();
    }

    private static CelType celType(RuleType type) {
        CelType of = switch (type.of()) {
            case BOOL -> SimpleType.BOOL;
            case INT -> SimpleType.INT;
            case STRING -> SimpleType.STRING;
            case TIMESTAMP -> SimpleType.TIMESTAMP;
            case DURATION -> SimpleType.DURATION;
        };
        return switch (type.form()) {
            case ONE -> of;
            case LIST -> ListType.create(of);
            case MAP -> MapType.create(SimpleType.STRING, of);
        };
    }
}

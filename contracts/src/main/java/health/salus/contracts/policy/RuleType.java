package health.salus.contracts.policy;

import java.util.List;
import java.util.Locale;

/// What an input or a result is: one value, a list, or a map from text. Doubles are not among them: amounts are whole
/// numbers with a unit.
public record RuleType(Form form, Scalar of) {

    /// How many.
    public enum Form {
        ONE,
        LIST,
        MAP
    }

    /// Of what.
    public enum Scalar {
        BOOL,
        INT,
        STRING,
        TIMESTAMP,
        DURATION;

        boolean admits(RuleValue value) {
            return switch (value) {
                case RuleValue.Bool _ -> this == BOOL;
                case RuleValue.Int _ -> this == INT;
                case RuleValue.Text _ -> this == STRING;
                case RuleValue.Time _ -> this == TIMESTAMP;
                case RuleValue.Span _ -> this == DURATION;
                case RuleValue.Sequence _, RuleValue.Mapping _ -> false;
            };
        }
    }

    public static RuleType one(Scalar scalar) {
        return new RuleType(Form.ONE, scalar);
    }

    boolean admits(RuleValue value) {
        return switch (value) {
            case RuleValue.Sequence(List<RuleValue> items) ->
                form == Form.LIST && items.stream().allMatch(of::admits);
            case RuleValue.Mapping(List<RuleValue.Entry> entries) ->
                form == Form.MAP && entries.stream().allMatch(entry -> of.admits(entry.value()));
            case RuleValue.Bool _, RuleValue.Int _, RuleValue.Text _, RuleValue.Time _, RuleValue.Span _ ->
                form == Form.ONE && of.admits(value);
        };
    }

    /// As CEL writes it.
    @Override
    public String toString() {
        String scalar = of.name().toLowerCase(Locale.ROOT);
        return switch (form) {
            case ONE -> scalar;
            case LIST -> "list(" + scalar + ")";
            case MAP -> "map(string, " + scalar + ")";
        };
    }
}

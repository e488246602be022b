package health.salus.client.rule;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.Arrays;
import java.util.Locale;

/// What a value is, written as CEL has it: `string`, `list(int)`, `map(string, bool)`.
public record RuleType(Form form, Scalar of) {

    private static final String LIST = "list(";
    private static final String MAP = "map(string, ";

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
        DURATION
    }

    public static RuleType parse(String text) {
        if (text.endsWith(")") && text.startsWith(LIST)) {
            return new RuleType(Form.LIST, scalar(text.substring(LIST.length(), text.length() - 1)));
        }
        if (text.endsWith(")") && text.startsWith(MAP)) {
            return new RuleType(Form.MAP, scalar(text.substring(MAP.length(), text.length() - 1)));
        }
        return new RuleType(Form.ONE, scalar(text));
    }

    private static Scalar scalar(String text) {
        return Arrays.stream(Scalar.values())
                .filter(each -> word(each).equals(text))
                .findFirst()
                .orElseThrow(() -> new SalusException(
                        ErrorCode.MALFORMED,
                        "a type is bool, int, string, timestamp or duration, or list(T) or map(string, T) of one of"
                                + " them"));
    }

    private static String word(Scalar scalar) {
        return scalar.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return switch (form) {
            case ONE -> word(of);
            case LIST -> LIST + word(of) + ")";
            case MAP -> MAP + word(of) + ")";
        };
    }
}

package health.salus.fhir.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Reads members of objects that may be anything.
final class Json {
    private Json() {}

    static @Nullable String text(JsonNode object, String member) {
        JsonNode value = object.get(member);
        return value == null ? null : value.textValue();
    }

    static @Nullable BigDecimal number(JsonNode object, String member) {
        JsonNode value = object.get(member);
        return value == null ? null : number(value);
    }

    static @Nullable BigDecimal number(JsonNode value) {
        boolean finite = value.isNumber() && (!value.isFloatingPointNumber() || isFinite(value));
        return finite ? value.decimalValue() : null;
    }

    private static boolean isFinite(JsonNode value) {
        return value.isBigDecimal() || Double.isFinite(value.doubleValue());
    }

    /// Whether a member, or one of its items if it is an array, passes.
    static boolean anyOf(JsonNode object, String member, ValueTest test) {
        JsonNode value = object.get(member);
        if (value == null) {
            return false;
        }
        if (!value.isArray()) {
            return test.test(value);
        }
        for (int i = 0; i < value.size(); i++) {
            if (test.test(value.get(i))) {
                return true;
            }
        }
        return false;
    }
}

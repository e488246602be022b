package health.salus.fhir.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A number (R4 search.html#number).
record NumberOperand(Decimal number) implements Operand {
    static @Nullable NumberOperand read(String text) {
        Decimal number = Decimal.read(text);
        return number == null ? null : new NumberOperand(number);
    }

    @Override
    public ValueTest against(ElementPath path) {
        return switch (path.type()) {
            case "decimal", "integer" ->
                value -> {
                    BigDecimal found = Json.number(value);
                    return found != null && number.matches(Decimal.Interval.at(found));
                };
            case "Range" -> value -> matchesRange(number, value);
            default -> ValueTest.NEVER;
        };
    }

    static boolean matchesRange(Decimal number, JsonNode range) {
        BigDecimal low = Json.number(range.path("low"), "value");
        BigDecimal high = Json.number(range.path("high"), "value");
        return (low != null || high != null) && number.matches(new Decimal.Interval(low, high));
    }

    @Override
    public String normalised() {
        return number.normalised();
    }
}

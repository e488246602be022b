package health.salus.fhir.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A quantity, `[prefix][number]|[system]|[code]` (R4 search.html#quantity). Units are not converted.
///
/// @param system empty for any
/// @param code empty for any; without a system the code or the human unit
record QuantityOperand(Decimal number, String system, String code) implements Operand {
    private static final int PARTS = 3;
    /// What Money is counted in (R4 datatypes.html#Money).
    private static final String CURRENCIES = "urn:iso:std:iso:4217";

    static @Nullable QuantityOperand read(String text) {
        List<String> parts = Escapes.split(text, '|');
        Decimal number = Decimal.read(parts.getFirst());
        if (number == null || parts.size() == 2 || parts.size() > PARTS) {
            return null;
        }
        return parts.size() == 1
                ? new QuantityOperand(number, "", "")
                : new QuantityOperand(number, Escapes.unescape(parts.get(1)), Escapes.unescape(parts.get(2)));
    }

    @Override
    public ValueTest against(ElementPath path) {
        return switch (path.type()) {
            case "Quantity", "Age", "Duration" -> this::matchesQuantity;
            case "Money" -> this::matchesMoney;
            case "Range" -> this::matchesRange;
            default -> ValueTest.NEVER;
        };
    }

    private boolean matchesQuantity(JsonNode quantity) {
        BigDecimal value = Json.number(quantity, "value");
        return value != null
                && measuresAlike(quantity)
                && number.matches(Decimal.Interval.of(value, Json.text(quantity, "comparator")));
    }

    private boolean measuresAlike(JsonNode quantity) {
        if (system.isEmpty()) {
            return code.isEmpty()
                    || code.equals(Json.text(quantity, "code"))
                    || code.equals(Json.text(quantity, "unit"));
        }
        return system.equals(Json.text(quantity, "system"))
                && (code.isEmpty() || code.equals(Json.text(quantity, "code")));
    }

    private boolean matchesMoney(JsonNode money) {
        BigDecimal value = Json.number(money, "value");
        return value != null
                && (system.isEmpty() || system.equals(CURRENCIES))
                && (code.isEmpty() || code.equals(Json.text(money, "currency")))
                && number.matches(Decimal.Interval.at(value));
    }

    private boolean matchesRange(JsonNode range) {
        JsonNode end = range.has("low") ? range.path("low") : range.path("high");
        return measuresAlike(end) && NumberOperand.matchesRange(number, range);
    }

    @Override
    public String normalised() {
        return number.normalised() + "|" + Escapes.escape(system) + "|" + Escapes.escape(code);
    }
}

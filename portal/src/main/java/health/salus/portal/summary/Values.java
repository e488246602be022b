package health.salus.portal.summary;

import java.util.List;
import java.util.Optional;

/// FHIR's choice of value types (`value[x]`, `dose[x]`, ...) in words.
final class Values {

    private Values() {}

    /// The value of an Observation or of one of its components.
    static Optional<String> of(Resource holder) {
        return quantity(holder.at("valueQuantity"))
                .or(() -> holder.concept("valueCodeableConcept"))
                .or(() -> holder.text("valueString"))
                .or(() -> holder.text("valueInteger"))
                .or(() -> holder.text("valueBoolean"))
                .or(() -> range(holder.at("valueRange")))
                .or(() -> ratio(holder.at("valueRatio")))
                .or(() -> holder.text("valueDateTime"))
                .or(() -> holder.text("valueTime"));
    }

    static Optional<String> quantity(Resource quantity) {
        Optional<String> unit = quantity.text("unit").or(() -> quantity.text("code"));
        return quantity.text("value")
                .map(value -> quantity.text("comparator").orElse("")
                        + value
                        + unit.map(u -> u.equals("%") ? " %" : " " + withoutAnnotation(u))
                                .orElse(""));
    }

    static Optional<String> range(Resource range) {
        Optional<String> low = quantity(range.at("low"));
        Optional<String> high = quantity(range.at("high"));
        if (low.isPresent() && high.isPresent()) {
            return Optional.of(low.get() + " – " + high.get());
        }
        return low.map(l -> "≥ " + l).or(() -> high.map(h -> "≤ " + h));
    }

    static Optional<String> ratio(Resource ratio) {
        return quantity(ratio.at("numerator"))
                .flatMap(n -> quantity(ratio.at("denominator")).map(d -> n + " / " + d));
    }

    /// The components of a panel, such as the two values of a blood pressure.
    static List<String> components(Resource observation) {
        return observation.each("component").stream()
                .flatMap(part -> of(part).map(value -> part.concept("code").orElse("") + ": " + value).stream())
                .toList();
    }

    /// UCUM annotations stand in braces and carry no meaning (`{score}`, `/min{resp}`).
    private static String withoutAnnotation(String unit) {
        String bare = unit.replaceAll("\\{[^}]*}", "");
        return bare.isBlank() ? unit.replace("{", "").replace("}", "") : bare;
    }
}

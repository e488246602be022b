package health.salus.portal.summary;

import health.salus.portal.summary.Summaries.Body;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Findings, problems, allergies, procedures and visits.
final class ClinicalFacts {

    private ClinicalFacts() {}

    static Body observation(Resource resource, Facts facts) {
        List<String> components = Values.components(resource);
        Optional<String> value = Values.of(resource);
        facts.addAll("components", components)
                .addAll(
                        "range",
                        resource.each("referenceRange").stream()
                                .flatMap(range -> range.text("text").or(() -> Values.range(range)).stream())
                                .toList())
                .add("interpretation", resource.concept("interpretation"))
                .addAll("category", resource.concepts("category"))
                .add("method", resource.concept("method"))
                .addAll("by", resource.references("performer"))
                .add("absent", resource.concept("dataAbsentReason"));
        Optional<String> shown =
                value.or(() -> components.size() == 2 ? Optional.of(pair(components)) : Optional.empty());
        return Body.titled(resource.concept("code")).valued(shown).noticed(interpretation(resource));
    }

    /// Two components read as one value, as clinicians write a blood pressure: `121 / 79 mm[Hg]`.
    private static String pair(List<String> components) {
        String first = afterLabel(components.get(0));
        String second = afterLabel(components.get(1));
        int unit = first.indexOf(' ');
        boolean sameUnit = unit > 0 && second.endsWith(first.substring(unit));
        return (sameUnit ? first.substring(0, unit) : first) + " / " + second;
    }

    private static String afterLabel(String component) {
        return component.substring(component.lastIndexOf(": ") + 2);
    }

    /// HL7 v3 ObservationInterpretation: what lies outside its range deserves a second look.
    private static Optional<String> interpretation(Resource resource) {
        return resource.code("interpretation").flatMap(code -> switch (code) {
            case "HH", "HU", "H" -> Optional.of("high");
            case "LL", "LU", "L" -> Optional.of("low");
            case "A", "AA" -> Optional.of("abnormal");
            default -> Optional.empty();
        });
    }

    static Body condition(Resource resource, Facts facts) {
        facts.add("clinical-status", resource.concept("clinicalStatus"))
                .add("verification", resource.concept("verificationStatus"))
                .add("severity", resource.concept("severity"))
                .when("onset", resource.moment("onsetDateTime"))
                .period("onset", resource.at("onsetPeriod"))
                .when("abated", resource.moment("abatementDateTime"))
                .addAll("body-site", resource.concepts("bodySite"))
                .add("by", resource.reference("asserter").or(() -> resource.reference("recorder")));
        return Body.titled(resource.concept("code"));
    }

    static Body allergy(Resource resource, Facts facts) {
        List<Resource> reactions = resource.each("reaction");
        facts.addAll(
                        "reaction",
                        reactions.stream().flatMap(ClinicalFacts::reaction).toList())
                .add("clinical-status", resource.concept("clinicalStatus"))
                .add("criticality", resource.text("criticality"))
                .add("allergy-type", resource.text("type"))
                .when("last", resource.moment("lastOccurrence"))
                .add("by", resource.reference("asserter").or(() -> resource.reference("recorder")));
        boolean severe = resource.text("criticality").filter("high"::equals).isPresent()
                || reactions.stream()
                        .anyMatch(
                                r -> r.text("severity").filter("severe"::equals).isPresent());
        return Body.titled(resource.concept("code")).noticed(severe ? Optional.of("severe") : Optional.empty());
    }

    private static Stream<String> reaction(Resource reaction) {
        String severity = reaction.text("severity").map(s -> " (" + s + ")").orElse("");
        return reaction.concepts("manifestation").stream().map(words -> words + severity);
    }

    static Body procedure(Resource resource, Facts facts) {
        facts.when("performed", resource.moment("performedDateTime"))
                .period("performed", resource.at("performedPeriod"))
                .addAll("reason", reasons(resource))
                .add("outcome", resource.concept("outcome"))
                .addAll("body-site", resource.concepts("bodySite"))
                .addAll("complication", resource.concepts("complication"))
                .addAll("by", actors(resource, "performer", "actor"))
                .add("place", resource.reference("location"));
        return Body.titled(resource.concept("code"));
    }

    static Body encounter(Resource resource, Facts facts) {
        facts.period("period", resource.at("period"))
                .addAll("reason", reasons(resource))
                .addAll(
                        "diagnosis",
                        resource.each("diagnosis").stream()
                                .flatMap(d -> d.reference("condition").stream())
                                .toList())
                .addAll("by", actors(resource, "participant", "individual"))
                .addAll(
                        "place",
                        resource.each("location").stream()
                                .flatMap(l -> l.reference("location").stream())
                                .toList())
                .add("organisation", resource.reference("serviceProvider"))
                .add("discharge", resource.at("hospitalization").concept("dischargeDisposition"));
        Optional<String> classWords = resource.at("class").text("display");
        return Body.titled(resource.concept("type").or(() -> classWords));
    }

    static List<String> reasons(Resource resource) {
        return Stream.concat(resource.concepts("reasonCode").stream(), resource.references("reasonReference").stream())
                .toList();
    }

    static List<String> actors(Resource resource, String holder, String actor) {
        return resource.each(holder).stream()
                .flatMap(part -> part.reference(actor).stream())
                .toList();
    }
}

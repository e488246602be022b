package health.salus.portal.summary;

import health.salus.portal.summary.Summaries.Body;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Medicines ordered, taken, given and handed out, and vaccinations.
final class MedicineFacts {

    /// The FHIR UnitsOfTime value set.
    private static final Set<String> PERIOD_UNITS = Set.of("s", "min", "h", "d", "wk", "mo", "a");

    private MedicineFacts() {}

    static Body request(Resource resource, Facts facts) {
        List<String> dosages = dosages(resource, "dosageInstruction", facts.phrases());
        facts.addAll("dosage", dosages)
                .addAll("reason", ClinicalFacts.reasons(resource))
                .add("by", resource.reference("requester"))
                .when("authored", resource.moment("authoredOn"))
                .add("refills", resource.at("dispenseRequest").text("numberOfRepeatsAllowed"));
        return Body.titled(medicine(resource)).valued(dosages.stream().findFirst());
    }

    static Body statement(Resource resource, Facts facts) {
        List<String> dosages = dosages(resource, "dosage", facts.phrases());
        facts.addAll("dosage", dosages)
                .period("taken", resource.at("effectivePeriod"))
                .when("taken", resource.moment("effectiveDateTime"))
                .addAll("reason", ClinicalFacts.reasons(resource))
                .add("by", resource.reference("informationSource"));
        return Body.titled(medicine(resource)).valued(dosages.stream().findFirst());
    }

    static Body administration(Resource resource, Facts facts) {
        Resource dosage = resource.at("dosage");
        Optional<String> dose = dosage.text("text").or(() -> Values.quantity(dosage.at("dose")));
        facts.add("dosage", dose)
                .when("given", resource.moment("effectiveDateTime"))
                .period("given", resource.at("effectivePeriod"))
                .add("route", dosage.concept("route"))
                .addAll("reason", ClinicalFacts.reasons(resource))
                .addAll("by", ClinicalFacts.actors(resource, "performer", "actor"));
        return Body.titled(medicine(resource)).valued(dose);
    }

    static Body dispense(Resource resource, Facts facts) {
        Optional<String> quantity = Values.quantity(resource.at("quantity"));
        facts.add("quantity", quantity)
                .addAll("dosage", dosages(resource, "dosageInstruction", facts.phrases()))
                .when("handed-over", resource.moment("whenHandedOver"))
                .addAll("by", ClinicalFacts.actors(resource, "performer", "actor"));
        return Body.titled(medicine(resource)).valued(quantity);
    }

    static Body immunization(Resource resource, Facts facts) {
        facts.when("given", resource.moment("occurrenceDateTime"))
                .add("lot", resource.text("lotNumber"))
                .add("manufacturer", resource.reference("manufacturer"))
                .add("body-site", resource.concept("site"))
                .add("route", resource.concept("route"))
                .addAll(
                        "target",
                        resource.each("protocolApplied").stream()
                                .flatMap(p -> p.concepts("targetDisease").stream())
                                .toList())
                .addAll("by", ClinicalFacts.actors(resource, "performer", "actor"))
                .add("place", resource.reference("location"))
                .add("reason", resource.concept("statusReason"));
        boolean notDone = resource.text("status").filter("not-done"::equals).isPresent();
        return Body.titled(resource.concept("vaccineCode"))
                .noticed(notDone ? Optional.of("not-done") : Optional.empty());
    }

    private static Optional<String> medicine(Resource resource) {
        return resource.concept("medicationCodeableConcept").or(() -> resource.reference("medicationReference"));
    }

    private static List<String> dosages(Resource resource, String element, Phrases phrases) {
        return resource.each(element).stream()
                .flatMap(dosage -> dosage.text("text").or(() -> structured(dosage, phrases)).stream())
                .toList();
    }

    /// A dosage without text: `1 tablet, twice a day`.
    private static Optional<String> structured(Resource dosage, Phrases phrases) {
        Optional<String> dose = dosage.each("doseAndRate").stream()
                .findFirst()
                .flatMap(rate -> Values.quantity(rate.at("doseQuantity")).or(() -> Values.range(rate.at("doseRange"))));
        Optional<String> rhythm = rhythm(dosage.at("timing").at("repeat"), phrases);
        if (dose.isPresent() && rhythm.isPresent()) {
            return Optional.of(dose.get() + ", " + rhythm.get());
        }
        return dose.or(() -> rhythm);
    }

    /// FHIR R4 Timing.repeat, where it says no more than so many times in such a period.
    private static Optional<String> rhythm(Resource repeat, Phrases phrases) {
        Optional<BigDecimal> times = repeat.number("frequency");
        Optional<BigDecimal> period = repeat.number("period");
        Optional<String> unit = repeat.text("periodUnit").filter(PERIOD_UNITS::contains);
        if (times.isEmpty() || period.isEmpty() || unit.isEmpty()) {
            return Optional.empty();
        }
        String every = phrases.of("dosage.every." + unit.get(), period.get());
        return Optional.of(phrases.of("dosage.rhythm", times.get(), every));
    }
}

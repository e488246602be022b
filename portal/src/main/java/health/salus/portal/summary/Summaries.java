package health.salus.portal.summary;

import health.salus.kernel.Octets;
import health.salus.portal.PatientRecord.Document;
import health.salus.portal.RecordKind;
import health.salus.portal.summary.Summary.Note;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes the summaries, for one reader's zone and language.
public final class Summaries {

    private static final String ENTERED_IN_ERROR = "entered-in-error";

    private final ZoneId zone;
    private final Locale locale;
    private final Phrases phrases;

    public Summaries(ZoneId zone, Locale locale, Phrases phrases) {
        this.zone = zone;
        this.locale = locale;
        this.phrases = phrases;
    }

    public Summary of(Document document) {
        Resource resource = Resource.parse(document.json());
        String type = document.key().resourceType();
        Facts facts = new Facts(zone, locale, phrases);
        Body body = switch (type) {
            case "Patient" -> PersonFacts.patient(resource, facts);
            case "Observation" -> ClinicalFacts.observation(resource, facts);
            case "Condition" -> ClinicalFacts.condition(resource, facts);
            case "AllergyIntolerance" -> ClinicalFacts.allergy(resource, facts);
            case "Procedure" -> ClinicalFacts.procedure(resource, facts);
            case "Encounter" -> ClinicalFacts.encounter(resource, facts);
            case "DiagnosticReport" -> DocumentFacts.report(resource, facts);
            case "DocumentReference" -> DocumentFacts.document(resource, facts);
            case "CarePlan" -> DocumentFacts.carePlan(resource, facts);
            case "MedicationRequest" -> MedicineFacts.request(resource, facts);
            case "MedicationStatement" -> MedicineFacts.statement(resource, facts);
            case "MedicationAdministration" -> MedicineFacts.administration(resource, facts);
            case "MedicationDispense" -> MedicineFacts.dispense(resource, facts);
            case "Immunization" -> MedicineFacts.immunization(resource, facts);
            default -> other(resource, facts);
        };
        facts.addAll(
                "note",
                resource.each("note").stream()
                        .flatMap(n -> n.text("text").stream())
                        .toList());
        return summary(resource, type, body, facts);
    }

    /// The document's JSON, indented for reading.
    public String pretty(Octets json) {
        return Resource.pretty(json);
    }

    private static Summary summary(Resource resource, String type, Body body, Facts facts) {
        Optional<String> status = resource.text("status")
                .or(() -> resource.code("clinicalStatus"))
                .or(() -> resource.code("verificationStatus"));
        Optional<String> verification = resource.code("verificationStatus");
        boolean inError = status.filter(ENTERED_IN_ERROR::equals).isPresent()
                || verification.filter(ENTERED_IN_ERROR::equals).isPresent();
        return new Summary(
                RecordKind.of(type),
                type,
                body.title(),
                body.value(),
                ClinicalDate.of(resource),
                status,
                inError ? Optional.of(ENTERED_IN_ERROR) : body.attention(),
                facts.toList(),
                body.notes());
    }

    /// A type without words of its own here: what most FHIR types have in common.
    private static Body other(Resource resource, Facts facts) {
        facts.period("period", resource.at("period"))
                .addAll("category", resource.concepts("category"))
                .addAll("reason", resource.concepts("reasonCode"))
                .add("by", resource.reference("author").or(() -> resource.reference("provider")));
        Optional<String> title = resource.concept("code")
                .or(() -> resource.concept("type"))
                .or(() -> resource.text("title"))
                .or(() -> resource.text("description"))
                .or(() -> resource.text("name"))
                .or(() -> resource.concept("category"));
        return Body.titled(title);
    }

    /// What a type adds to the common part of a summary.
    record Body(Optional<String> title, Optional<String> value, Optional<String> attention, List<Note> notes) {

        static Body titled(Optional<String> title) {
            return new Body(title, Optional.empty(), Optional.empty(), List.of());
        }

        Body valued(Optional<String> shown) {
            return new Body(title, shown, attention, notes);
        }

        Body noticed(Optional<String> why) {
            return new Body(title, value, why, notes);
        }

        Body noted(List<Note> texts) {
            return new Body(title, value, attention, texts);
        }
    }
}

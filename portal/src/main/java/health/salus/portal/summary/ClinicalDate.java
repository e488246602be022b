package health.salus.portal.summary;

import health.salus.kernel.Octets;
import java.util.Map;
import java.util.Optional;

/// The date under which a clinician would file a resource: when it happened, not when it was typed in.
public final class ClinicalDate {

    /// The elements that hold it, in order of preference, by resource type.
    private static final Map<String, String[]> ELEMENTS = Map.ofEntries(
            Map.entry(
                    "Observation", new String[] {"effectiveDateTime", "effectiveInstant", "effectivePeriod", "issued"}),
            Map.entry("DiagnosticReport", new String[] {"effectiveDateTime", "effectivePeriod", "issued"}),
            Map.entry("Condition", new String[] {"onsetDateTime", "onsetPeriod", "recordedDate"}),
            Map.entry("MedicationRequest", new String[] {"authoredOn"}),
            Map.entry("MedicationStatement", new String[] {"effectiveDateTime", "effectivePeriod", "dateAsserted"}),
            Map.entry("MedicationAdministration", new String[] {"effectiveDateTime", "effectivePeriod"}),
            Map.entry("MedicationDispense", new String[] {"whenHandedOver", "whenPrepared"}),
            Map.entry("Immunization", new String[] {"occurrenceDateTime", "recorded"}),
            Map.entry("Procedure", new String[] {"performedDateTime", "performedPeriod"}),
            Map.entry("AllergyIntolerance", new String[] {"onsetDateTime", "recordedDate", "lastOccurrence"}),
            Map.entry("DocumentReference", new String[] {"date"}),
            Map.entry("ImagingStudy", new String[] {"started"}),
            Map.entry("Claim", new String[] {"created", "billablePeriod"}),
            Map.entry("ExplanationOfBenefit", new String[] {"created", "billablePeriod"}));

    /// Where most other types keep it.
    private static final String[] COMMON = {"period", "date", "authoredOn", "occurrenceDateTime", "recorded", "created"
    };

    private ClinicalDate() {}

    /// The date of the FHIR R4 JSON, if it holds one.
    public static Optional<FhirMoment> of(Octets json) {
        return of(Resource.parse(json));
    }

    static Optional<FhirMoment> of(Resource resource) {
        String type = resource.text("resourceType").orElse("");
        for (String name : ELEMENTS.getOrDefault(type, COMMON)) {
            Resource element = resource.at(name);
            Optional<FhirMoment> found =
                    element.json().isObject() ? element.moment("start", "end") : resource.moment(name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}

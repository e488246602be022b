package health.salus.portal;

import java.util.Arrays;
import java.util.List;

/// The groups into which a person would sort a record. A permission names groups; each stands for FHIR R4 resource
/// types.
public enum RecordKind {
    ALLERGIES("AllergyIntolerance"),
    CONDITIONS("Condition", "ClinicalImpression", "RiskAssessment", "FamilyMemberHistory"),
    MEDICINES(
            "MedicationRequest", "MedicationStatement", "MedicationAdministration", "MedicationDispense", "Medication"),
    RESULTS("Observation", "Specimen"),
    REPORTS("DiagnosticReport", "DocumentReference", "ImagingStudy", "Composition", "Media"),
    VACCINATIONS("Immunization", "ImmunizationRecommendation"),
    PROCEDURES("Procedure", "Device", "DeviceUseStatement", "ServiceRequest"),
    VISITS("Encounter", "Appointment", "EpisodeOfCare"),
    CARE_PLANS("CarePlan", "CareTeam", "Goal", "NutritionOrder"),
    CLAIMS("Claim", "ExplanationOfBenefit", "Coverage", "ClaimResponse"),
    /// Every type that no other group names.
    OTHER;

    @SuppressWarnings("ImmutableEnumChecker") // always a List.of, which is immutable
    private final List<String> resourceTypes;

    RecordKind(String... resourceTypes) {
        this.resourceTypes = List.of(resourceTypes);
    }

    /// The FHIR resource types of the group; empty for [#OTHER].
    public List<String> resourceTypes() {
        return resourceTypes;
    }

    public static RecordKind of(String resourceType) {
        return Arrays.stream(values())
                .filter(kind -> kind.resourceTypes.contains(resourceType))
                .findFirst()
                .orElse(OTHER);
    }
}

package health.salus.contracts.records;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A coded group of FHIR R4 resource types: as fine as the ledger, and a custodian, ever see what kind a record is.
///
/// Each of the 146 types of R4 (http://hl7.org/fhir/R4/resourcelist.html) belongs to exactly one group, so that a
/// consent about a type can be decided for a segment. The constants are part of the ledger's formats: one may be
/// added, none renamed, and no type moved.
public enum TypeGroup {
    DEMOGRAPHICS("Patient", "Person", "RelatedPerson", "Group", "Linkage"),
    ENCOUNTERS("Encounter", "EpisodeOfCare", "Appointment", "AppointmentResponse"),
    PROBLEMS(
            "Condition",
            "AllergyIntolerance",
            "AdverseEvent",
            "ClinicalImpression",
            "DetectedIssue",
            "FamilyMemberHistory",
            "Flag",
            "RiskAssessment"),
    OBSERVATIONS(
            "Observation",
            "DiagnosticReport",
            "ImagingStudy",
            "Media",
            "Specimen",
            "BodyStructure",
            "QuestionnaireResponse"),
    MEDICATIONS(
            "Medication",
            "MedicationAdministration",
            "MedicationDispense",
            "MedicationRequest",
            "MedicationStatement",
            "Immunization",
            "ImmunizationEvaluation",
            "ImmunizationRecommendation"),
    PROCEDURES(
            "Procedure",
            "ServiceRequest",
            "Device",
            "DeviceMetric",
            "DeviceRequest",
            "DeviceUseStatement",
            "NutritionOrder",
            "VisionPrescription",
            "SupplyDelivery",
            "SupplyRequest",
            "BiologicallyDerivedProduct"),
    CARE_PLANS(
            "CarePlan",
            "CareTeam",
            "Goal",
            "Task",
            "RequestGroup",
            "GuidanceResponse",
            "Communication",
            "CommunicationRequest"),
    DOCUMENTS(
            "DocumentReference",
            "DocumentManifest",
            "Composition",
            "Binary",
            "Bundle",
            "List",
            "Basic",
            "MessageHeader",
            "Parameters",
            "OperationOutcome",
            "MeasureReport"),
    CLAIMS(
            "Account",
            "ChargeItem",
            "Claim",
            "ClaimResponse",
            "Coverage",
            "CoverageEligibilityRequest",
            "CoverageEligibilityResponse",
            "EnrollmentRequest",
            "EnrollmentResponse",
            "ExplanationOfBenefit",
            "Invoice",
            "PaymentNotice",
            "PaymentReconciliation"),
    GENOMICS("MolecularSequence"),
    CONSENTS("Consent", "Contract"),
    TRIALS("ResearchSubject"),
    PROVENANCE("Provenance", "AuditEvent", "VerificationResult"),
    /// What is as a rule about no patient: people and places of care, definitions, terminology, products.
    DIRECTORY(
            "ActivityDefinition",
            "CapabilityStatement",
            "CatalogEntry",
            "ChargeItemDefinition",
            "CodeSystem",
            "CompartmentDefinition",
            "ConceptMap",
            "DeviceDefinition",
            "EffectEvidenceSynthesis",
            "Endpoint",
            "EventDefinition",
            "Evidence",
            "EvidenceVariable",
            "ExampleScenario",
            "GraphDefinition",
            "HealthcareService",
            "ImplementationGuide",
            "InsurancePlan",
            "Library",
            "Location",
            "Measure",
            "MedicationKnowledge",
            "MedicinalProduct",
            "MedicinalProductAuthorization",
            "MedicinalProductContraindication",
            "MedicinalProductIndication",
            "MedicinalProductIngredient",
            "MedicinalProductInteraction",
            "MedicinalProductManufactured",
            "MedicinalProductPackaged",
            "MedicinalProductPharmaceutical",
            "MedicinalProductUndesirableEffect",
            "MessageDefinition",
            "NamingSystem",
            "ObservationDefinition",
            "OperationDefinition",
            "Organization",
            "OrganizationAffiliation",
            "PlanDefinition",
            "Practitioner",
            "PractitionerRole",
            "Questionnaire",
            "ResearchDefinition",
            "ResearchElementDefinition",
            "ResearchStudy",
            "RiskEvidenceSynthesis",
            "Schedule",
            "SearchParameter",
            "Slot",
            "SpecimenDefinition",
            "StructureDefinition",
            "StructureMap",
            "Subscription",
            "Substance",
            "SubstanceNucleicAcid",
            "SubstancePolymer",
            "SubstanceProtein",
            "SubstanceReferenceInformation",
            "SubstanceSourceMaterial",
            "SubstanceSpecification",
            "TerminologyCapabilities",
            "TestReport",
            "TestScript",
            "ValueSet");

    private static final Map<TypeGroup, List<String>> TYPES = new EnumMap<>(TypeGroup.class);
    private static final Map<String, TypeGroup> BY_TYPE = new TreeMap<>();

    static {
        for (TypeGroup group : values()) {
            List<String> types = List.of(group.listed.split(" "));
            TYPES.put(group, types);
            types.forEach(type -> BY_TYPE.put(type, group));
        }
    }

    /// The types, a space between two: an enum holds nothing that could change.
    private final String listed;

    TypeGroup(String... resourceTypes) {
        this.listed = String.join(" ", resourceTypes);
    }

    /// The group of a resource type; empty for a name that R4 does not have.
    public static Optional<TypeGroup> of(String resourceType) {
        return Optional.ofNullable(BY_TYPE.get(resourceType));
    }

    public List<String> resourceTypes() {
        return TYPES.getOrDefault(this, List.of());
    }
}

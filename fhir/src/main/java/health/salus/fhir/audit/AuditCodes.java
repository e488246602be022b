package health.salus.fhir.audit;

/// The code systems that audit events are written in.
public final class AuditCodes {
    static final String DCM = "http://dicom.nema.org/resources/ontology/DCM";
    static final String AUDIT_TYPE = "http://terminology.hl7.org/CodeSystem/audit-event-type";
    static final String INTERACTION = "http://hl7.org/fhir/restful-interaction";
    static final String PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    static final String ROLE_CLASS = "http://terminology.hl7.org/CodeSystem/v3-RoleClass";
    static final String SECURITY_ROLE = "http://terminology.hl7.org/CodeSystem/extra-security-role-type";
    static final String ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    static final String SOURCE_TYPE = "http://terminology.hl7.org/CodeSystem/security-source-type";
    static final String ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    static final String OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";
    static final String RESOURCE_TYPES = "http://hl7.org/fhir/resource-types";

    static final String BALP = "https://profiles.ihe.net/ITI/BALP/";
    static final String BALP_ENTITY_TYPE = BALP + "CodeSystem/BasicAuditEntityType";
    static final String BALP_DECISION = BALP + "CodeSystem/AuthZsubType";

    static final String SECURITY_ALERT = "110113";
    static final String EMERGENCY_OVERRIDE = "110127";
    static final String APPLICATION = "110150";
    static final String DESTINATION = "110152";
    static final String SOURCE = "110153";

    /// The ledger's own.
    static final String ERROR = "urn:salus:error";

    public static final String MEMBER = "urn:salus:member";
    static final String SESSION = "urn:salus:session:";
    static final String TRANSACTION = "urn:salus:transaction";
    /// Names a list of resources that was shown by its digest.
    public static final String DISCLOSED = "urn:salus:disclosed";

    /// Names what was written together.
    public static final String SEGMENT = "urn:salus:segment";

    static final String IRREGULARITY = "urn:salus:irregularity";

    private AuditCodes() {}
}

package health.salus.fhir.consent;

import health.salus.contracts.identity.PrincipalKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The code systems and codes that consents are written in.
final class Codes {
    static final String SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope";
    static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    static final String ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    static final String PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    static final String ROLE_CLASS = "http://terminology.hl7.org/CodeSystem/v3-RoleClass";
    static final String ROLE_CODE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
    static final String ACTION = "http://terminology.hl7.org/CodeSystem/consentaction";
    static final String RESOURCE_TYPES = "http://hl7.org/fhir/resource-types";
    static final String LOINC = "http://loinc.org";

    /// With [#ANYONE] the party of an actor whose role alone counts.
    static final String PARTY = "urn:salus:party";

    static final String ANYONE = "anyone";
    /// Kinds of principals for which HL7 has no code.
    static final String KIND = "urn:salus:principal-kind";
    /// What stands on the ledger as a digest only can be written as no more than that.
    static final String RESOURCE_KEY = "urn:salus:resource-key";

    static final String HASHED_CODE = "urn:salus:hashed-code";

    static final String OPT_IN = "OPTIN";
    static final String OPT_OUT = "OPTOUT";

    /// Roles of those who receive: "information recipient", "primary information recipient", "grantee", "delegatee".
    static final Set<String> RECIPIENTS =
            Set.of(PARTICIPATION + "|IRCP", PARTICIPATION + "|PRCP", ROLE_CODE + "|GRANTEE", ROLE_CODE + "|DELEGATEE");

    /// Roles of those from whom the data comes: its author, and its custodian, who on this ledger is its author.
    static final Set<String> SOURCES = Set.of(PARTICIPATION + "|AUT", PARTICIPATION + "|CST");

    private static final Map<PrincipalKind, String> KINDS = Map.of(
            PrincipalKind.PRACTITIONER, ROLE_CLASS + "|PROV",
            PrincipalKind.PATIENT, ROLE_CLASS + "|PAT",
            PrincipalKind.GUARDIAN, ROLE_CLASS + "|GUARD",
            PrincipalKind.STAFF, ROLE_CLASS + "|EMP");

    private Codes() {}

    /// The kind of recipient that a role stands for.
    static Optional<PrincipalKind> kind(String role) {
        for (PrincipalKind kind : PrincipalKind.values()) {
            if (role(kind).equals(role)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /// `system|code` of the role that a kind of recipient is written as.
    static String role(PrincipalKind kind) {
        return KINDS.getOrDefault(kind, KIND + "|" + kind.name());
    }
}

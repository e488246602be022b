package health.salus.fhir.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.salus.contracts.consent.ConsentRecord;
import health.salus.contracts.consent.ConsentVersion;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Provision.Effect;
import health.salus.contracts.consent.VersionRecord;
import health.salus.fhir.party.Parties;
import health.salus.fhir.party.Party;
import health.salus.fhir.party.PartyName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/// Writes what the ledger has of a consent as a FHIR R4 Consent. Safe for many threads.
public final class ConsentWriter {
    /// "Patient Consent", the category that HL7's own examples carry.
    private static final String CATEGORY = Codes.LOINC + "|59284-0";

    private static final JsonMapper MAPPER = new JsonMapper();

    private final ProvisionWriter provisions;
    private final JsonNodeFactory json = JsonNodeFactory.instance;

    public ConsentWriter(Parties parties) {
        this.provisions = new ProvisionWriter(parties);
    }

    /// The newest version: a draft that waits for its signature, else the one in force, else what is left of a
    /// withdrawn consent, which is its end.
    ///
    /// @param patient the id of the Patient whose consent it is, where it is known
    public byte[] write(ConsentRecord record, Optional<String> patient) {
        Optional<VersionRecord> newest = record.draft()
                .map(version -> new VersionRecord(version, true, Optional.empty()))
                .or(() -> record.inForce().map(version -> new VersionRecord(version, false, Optional.empty())));
        return write(record, newest, patient);
    }

    /// One version of a consent, with the status that it has now.
    ///
    /// @param version empty for the end of a withdrawn consent
    public byte[] write(ConsentRecord record, Optional<VersionRecord> version, Optional<String> patient) {
        ObjectNode consent = json.objectNode().put("resourceType", "Consent");
        consent.put("id", record.id().value());
        consent.put("status", version.map(ConsentWriter::status).orElse("inactive"));
        consent.set("scope", provisions.concept(Codes.SCOPE + "|patient-privacy"));
        consent.set("category", json.arrayNode().add(provisions.concept(CATEGORY)));
        ObjectNode subject = patient.map(id -> json.objectNode().put("reference", "Patient/" + id))
                .orElseGet(() -> provisions.identifier(
                        PartyName.SUBJECT, record.subject().value()));
        consent.set("patient", subject);
        version.ifPresent(given -> version(consent, given.version(), subject, !given.draft()));
        if (version.isEmpty()) {
            // R4 ppc-1 asks for a policy, and a consent that is withdrawn has none of its own.
            consent.set("policyRule", policy(Effect.DENY));
        }
        try {
            return MAPPER.writeValueAsBytes(consent);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String status(VersionRecord version) {
        return version.ending().isPresent() ? "inactive" : version.draft() ? "draft" : "active";
    }

    /// @param signed whether it is, or was, in force: a draft is verified by nobody
    private void version(ObjectNode consent, ConsentVersion version, ObjectNode patient, boolean signed) {
        consent.put("dateTime", instant(version.givenAt()));
        consent.set("performer", json.arrayNode().add(provisions.reference(new Party.Principal(version.givenBy()))));
        consent.set(
                "organization",
                json.arrayNode().add(provisions.reference(new Party.Organisation(version.organisation()))));
        if (version.evidence() instanceof Evidence.Paper paper) {
            consent.set("sourceAttachment", json.objectNode().put("url", naming(paper)));
        }
        consent.set("policyRule", policy(version.root().effect()));
        if (signed) {
            consent.set("verification", json.arrayNode().add(verification(version, patient)));
        }
        consent.set("provision", provisions.write(version.root()));
    }

    private ObjectNode verification(ConsentVersion version, ObjectNode patient) {
        ObjectNode verification = json.objectNode().put("verified", true);
        verification.set("verifiedWith", patient);
        return verification.put("verificationDate", instant(version.givenAt()));
    }

    private ObjectNode policy(Effect root) {
        return provisions.concept(Codes.ACT_CODE + "|" + (root == Effect.PERMIT ? Codes.OPT_IN : Codes.OPT_OUT));
    }

    /// The scan by its digest (RFC 6920): it lies with the organisation that attests it.
    private static String naming(Evidence.Paper paper) {
        byte[] digest = paper.document().octets().toArray();
        return "ni:///sha-256;" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static String instant(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}

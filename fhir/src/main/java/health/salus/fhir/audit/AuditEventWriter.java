package health.salus.fhir.audit;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.fhir.party.Parties;
import health.salus.fhir.party.Party;
import health.salus.fhir.party.PartyName;
import health.salus.fhir.structure.JsonOutput;
import health.salus.kernel.Octets;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/// Writes events as FHIR R4 AuditEvents, as IHE's Basic Audit Log Patterns have them. Safe for many threads.
public final class AuditEventWriter {
    private final Parties parties;

    public AuditEventWriter(Parties parties) {
        this.parties = parties;
    }

    public Octets write(AccessEvent event) {
        JsonOutput json = JsonOutput.resource("AuditEvent").member("id", event.id());
        BalpProfile.of(event)
                .ifPresent(profile -> json.object("meta")
                        .array("profile")
                        .item(profile)
                        .endArray()
                        .endObject());
        kind(json, event);
        json.member("recorded", event.time().truncatedTo(ChronoUnit.MILLIS).toString());
        json.member("outcome", event.outcome().severity());
        if (event.outcome() instanceof Outcome.Refused refused) {
            json.member("outcomeDesc", refused.code() + ": " + refused.code().nextStep());
        }
        agents(json, event);
        json.object("source");
        who(json, "observer", AuditCodes.MEMBER, event.trace().attestedBy().value());
        json.array("type");
        coding(json.object(), AuditCodes.SOURCE_TYPE, "4").endObject();
        json.endArray().endObject();
        entities(json, event);
        return json.endObject().octets();
    }

    /// The type, and below it the interaction, the refusal and what else is remarkable.
    private static void kind(JsonOutput json, AccessEvent event) {
        boolean alert = !event.succeeded() || event.activity() == Activity.DECISION;
        json.object("type");
        if (alert) {
            coding(json, AuditCodes.DCM, AuditCodes.SECURITY_ALERT);
        } else {
            coding(json, AuditCodes.AUDIT_TYPE, "rest");
        }
        json.endObject().array("subtype");
        if (event.activity() == Activity.DECISION) {
            coding(json.object(), AuditCodes.BALP_DECISION, "AuthZ-Consent").endObject();
        } else {
            coding(json.object(), AuditCodes.INTERACTION, event.activity().interaction())
                    .endObject();
        }
        if (event.outcome() instanceof Outcome.Refused refused) {
            coding(json.object(), AuditCodes.ERROR, refused.code().name()).endObject();
        }
        if (event.actor().emergency()) {
            coding(json.object(), AuditCodes.DCM, AuditCodes.EMERGENCY_OVERRIDE).endObject();
        }
        if (event.trace().irregularity() != Trace.Irregularity.NONE) {
            coding(
                            json.object(),
                            AuditCodes.IRREGULARITY,
                            event.trace().irregularity().name())
                    .endObject();
        }
        json.endArray().member("action", event.activity().action());
    }

    private void agents(JsonOutput json, AccessEvent event) {
        boolean decision = event.activity() == Activity.DECISION;
        boolean shows = event.activity().shows();
        json.array("agent");
        event.client().ifPresent(client -> endpoint(json, client, role(decision, shows)));
        if (decision) {
            json.object();
            type(json, AuditCodes.SECURITY_ROLE, "authserver");
            who(json, "who", AuditCodes.MEMBER, event.trace().attestedBy().value());
            json.member("requestor", false).endObject();
        } else {
            endpoint(json, event.server(), role(false, !shows));
        }
        user(json, event);
        json.object();
        type(json, AuditCodes.ROLE_CLASS, "PROV");
        party(json, new Party.Organisation(event.actor().organisation()));
        json.member("requestor", event.actor().principal().isEmpty());
        if (event.actor().principal().isEmpty()) {
            purpose(json, event.actor().purpose());
        }
        json.endObject().endArray();
    }

    private static String role(boolean application, boolean destination) {
        return application ? AuditCodes.APPLICATION : destination ? AuditCodes.DESTINATION : AuditCodes.SOURCE;
    }

    private static void endpoint(JsonOutput json, Endpoint endpoint, String role) {
        json.object();
        type(json, AuditCodes.DCM, role);
        json.object("who").member("display", endpoint.name()).endObject();
        json.member("requestor", false);
        json.object("network")
                .member("address", endpoint.address())
                .member("type", endpoint.networkType())
                .endObject()
                .endObject();
    }

    /// Who asked: a reader receives, a writer is the author. The session is the policy that lets them.
    private void user(JsonOutput json, AccessEvent event) {
        if (event.actor().principal().isEmpty()) {
            return;
        }
        json.object();
        type(json, AuditCodes.PARTICIPATION, event.activity().writes() ? "AUT" : "IRCP");
        party(json, new Party.Principal(event.actor().principal().get()));
        json.member("requestor", true);
        event.trace()
                .session()
                .ifPresent(session ->
                        json.array("policy").item(AuditCodes.SESSION + session).endArray());
        purpose(json, event.actor().purpose());
        json.endObject();
    }

    private static void purpose(JsonOutput json, Optional<PurposeOfUse> purpose) {
        purpose.ifPresent(code -> {
            json.array("purposeOfUse").object().array("coding");
            coding(json.object(), AuditCodes.ACT_REASON, code.name()).endObject();
            json.endArray().endObject().endArray();
        });
    }

    private static void entities(JsonOutput json, AccessEvent event) {
        Shown shown = event.shown();
        boolean decision = event.activity() == Activity.DECISION;
        boolean any = shown.patient().isPresent()
                || !shown.resources().isEmpty()
                || shown.listed().isPresent()
                || shown.query().isPresent()
                || (!decision && event.trace().transaction().isPresent());
        if (!any) {
            return;
        }
        json.array("entity");
        shown.patient().ifPresent(patient -> reference(json, patient, "1", "1"));
        for (String resource : shown.resources()) {
            if (decision && resource.startsWith("Consent/")) {
                json.object().object("what").member("reference", resource).endObject();
                coding(json.object("type"), AuditCodes.RESOURCE_TYPES, "Consent")
                        .endObject();
                json.endObject();
            } else {
                reference(json, resource, "2", "4");
            }
        }
        query(json, shown);
        listed(json, shown);
        if (!decision) {
            event.trace().transaction().ifPresent(transaction -> {
                json.object();
                who(json, "what", AuditCodes.TRANSACTION, transaction);
                coding(json.object("type"), AuditCodes.BALP_ENTITY_TYPE, "XrequestId")
                        .endObject();
                json.endObject();
            });
        }
        json.endArray();
    }

    /// @param type of audit-entity-type: 1 a person, 2 a system object
    /// @param role of object-role: 1 a patient, 4 a domain resource
    private static void reference(JsonOutput json, String reference, String type, String role) {
        json.object().object("what").member("reference", reference).endObject();
        coding(json.object("type"), AuditCodes.ENTITY_TYPE, type).endObject();
        coding(json.object("role"), AuditCodes.OBJECT_ROLE, role).endObject();
        json.endObject();
    }

    private static void query(JsonOutput json, Shown shown) {
        shown.query().ifPresent(query -> {
            json.object();
            coding(json.object("type"), AuditCodes.ENTITY_TYPE, "2").endObject();
            coding(json.object("role"), AuditCodes.OBJECT_ROLE, "24").endObject();
            byte[] raw = query.getBytes(StandardCharsets.UTF_8);
            json.member("query", Base64.getEncoder().encodeToString(raw)).endObject();
        });
    }

    /// What it was, where the ledger has no more than a name for it and how much of what kind it is.
    private static void listed(JsonOutput json, Shown shown) {
        shown.listed().ifPresent(listed -> {
            json.object();
            who(json, "what", listed.system(), listed.value());
            coding(json.object("type"), AuditCodes.ENTITY_TYPE, "2").endObject();
            if (!listed.groups().isEmpty()) {
                json.array("detail");
                listed.groups()
                        .forEach(group -> json.object()
                                .member("type", group.group().name())
                                .member("valueString", Integer.toString(group.count()))
                                .endObject());
                json.endArray();
            }
            json.endObject();
        });
    }

    private void party(JsonOutput json, Party party) {
        PartyName name = PartyName.of(party, parties);
        if (name.reference().isPresent()) {
            json.object("who").member("reference", name.reference().get()).endObject();
        } else {
            who(json, "who", name.system(), name.value());
        }
    }

    private static void who(JsonOutput json, String member, String system, String value) {
        json.object(member).object("identifier");
        json.member("system", system).member("value", value).endObject().endObject();
    }

    private static void type(JsonOutput json, String system, String code) {
        json.object("type").array("coding");
        coding(json.object(), system, code).endObject();
        json.endArray().endObject();
    }

    private static JsonOutput coding(JsonOutput json, String system, String code) {
        return json.member("system", system).member("code", code);
    }
}

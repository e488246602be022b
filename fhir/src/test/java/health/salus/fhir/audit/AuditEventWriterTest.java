package health.salus.fhir.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.salus.contracts.access.ShownGroup;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.records.TypeGroup;
import health.salus.fhir.Hl7Validator;
import health.salus.fhir.party.RegisteredParties;
import health.salus.fhir.search.ResourceNode;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class AuditEventWriterTest {
    private static final Outcome REFUSED = new Outcome.Refused(ErrorCode.CONSENT_DENIED);
    private static final Actor DOCTOR = new Actor(
            Optional.of(new PrincipalId("doctor")),
            new OrganisationId("clinic"),
            Optional.of(PurposeOfUse.TREAT),
            false);
    private static final Trace TRACE = new Trace(
            new MemberId("north"), Optional.of(new SessionId("s-1")), Optional.of("tx-1"), Trace.Irregularity.NONE);
    private static final Shown OBSERVATION = Shown.of("Patient/example", "Observation/o1/_history/2");

    private final AuditEventWriter writer = new AuditEventWriter(new RegisteredParties());
    private final StructureChecker checker = new StructureChecker();

    private static AccessEvent event(Activity activity, Shown shown) {
        return new AccessEvent(
                "a1",
                Instant.parse("2026-03-01T08:00:00.123456Z"),
                activity,
                new Outcome.Success(),
                DOCTOR,
                shown,
                Optional.of(new Endpoint("clinic-app", "192.0.2.7")),
                new Endpoint("north", "https://north.example/fhir"),
                TRACE);
    }

    private static AccessEvent event(Activity activity) {
        return event(
                activity,
                switch (activity) {
                    case SEARCH -> Shown.of("Patient/example").by("Observation?patient=example&code=8867-4");
                    case DECISION -> Shown.of("Patient/example", "Consent/c1");
                    default -> OBSERVATION;
                });
    }

    private static AccessEvent with(AccessEvent event, Outcome outcome, Actor actor, Trace trace) {
        return new AccessEvent(
                event.id(),
                event.time(),
                event.activity(),
                outcome,
                actor,
                event.shown(),
                event.client(),
                event.server(),
                trace);
    }

    private JsonNode tree(AccessEvent event) {
        Octets written = writer.write(event);
        assertThat(checker.check(written.toArray()).issues()).as(text(written)).isEmpty();
        return ResourceNode.tree(written.toArray());
    }

    private static String text(Octets json) {
        return new String(json.toArray(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "READ, PatientRead, read, R, 110153, 110152, IRCP",
        "VREAD, PatientRead, vread, R, 110153, 110152, IRCP",
        "SEARCH, PatientQuery, search-type, E, 110152, 110153, IRCP",
        "CREATE, PatientCreate, create, C, 110152, 110153, AUT",
        "UPDATE, PatientUpdate, update, U, 110152, 110153, AUT",
        "DELETE, PatientDelete, delete, D, 110152, 110153, AUT",
    })
    void whatSucceededKeepsToItsProfile(
            Activity activity,
            String profile,
            String interaction,
            String action,
            String server,
            String client,
            String user) {
        JsonNode audit = tree(event(activity));
        assertThat(audit.at("/meta/profile/0").asText())
                .isEqualTo("https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit." + profile);
        assertThat(audit.at("/type/code").asText()).isEqualTo("rest");
        assertThat(audit.at("/subtype/0/code").asText()).isEqualTo(interaction);
        assertThat(audit.at("/action").asText()).isEqualTo(action);
        assertThat(audit.at("/outcome").asText()).isEqualTo("0");
        assertThat(audit.at("/recorded").asText()).isEqualTo("2026-03-01T08:00:00.123Z");
        assertThat(agent(audit, server).at("/network/type").asText()).isEqualTo("5");
        assertThat(agent(audit, client).at("/network/type").asText()).isEqualTo("2");
        JsonNode who = agent(audit, user);
        assertThat(who.at("/who/reference").asText()).isEqualTo("Practitioner/13");
        assertThat(who.at("/requestor").asBoolean()).isTrue();
        assertThat(who.at("/purposeOfUse/0/coding/0/code").asText()).isEqualTo("TREAT");
        assertThat(who.at("/policy/0").asText()).isEqualTo("urn:salus:session:s-1");
        assertThat(agent(audit, "PROV").at("/who/reference").asText()).isEqualTo("Organization/clinic");
        assertThat(entities(audit, "1"))
                .extracting(entity -> entity.at("/what/reference").asText())
                .containsExactly("Patient/example");
        assertThat(entities(audit, "2")).hasSize(1);
        assertThat(entities(audit, "XrequestId")).hasSize(1);
    }

    @Test
    void aDecisionNamesTheConsentAndWhoDecided() {
        JsonNode audit = tree(with(event(Activity.DECISION), REFUSED, DOCTOR, TRACE));
        assertThat(audit.at("/meta/profile/0").asText()).endsWith("IHE.BasicAudit.AuthZconsent");
        assertThat(audit.at("/type/code").asText()).isEqualTo("110113");
        assertThat(audit.at("/subtype/0/code").asText()).isEqualTo("AuthZ-Consent");
        assertThat(audit.at("/outcome").asText()).isEqualTo("4");
        assertThat(audit.at("/outcomeDesc").asText()).startsWith("CONSENT_DENIED: ");
        assertThat(agent(audit, "authserver").at("/who/identifier/value").asText())
                .isEqualTo("north");
        assertThat(agent(audit, "110150").isObject()).isTrue();
        assertThat(entities(audit, "Consent")).hasSize(1);
        assertThat(entities(audit, "XrequestId")).isEmpty();
    }

    @Test
    void aRefusalIsASecurityAlert() {
        Actor unknown = new Actor(Optional.empty(), DOCTOR.organisation(), Optional.empty(), true);
        Trace late =
                new Trace(TRACE.attestedBy(), Optional.empty(), Optional.empty(), Trace.Irregularity.OUTSIDE_SESSION);
        JsonNode audit = tree(with(event(Activity.READ), REFUSED, unknown, late));
        assertThat(audit.has("meta")).isFalse();
        assertThat(audit.at("/type/code").asText()).isEqualTo("110113");
        assertThat(audit.path("subtype").findValuesAsText("code"))
                .containsExactly("read", "CONSENT_DENIED", "110127", "OUTSIDE_SESSION");
        assertThat(agent(audit, "IRCP").isMissingNode()).isTrue();
        assertThat(agent(audit, "PROV").at("/requestor").asBoolean()).isTrue();
        JsonNode failed =
                tree(with(event(Activity.READ), new Outcome.Refused(ErrorCode.CUSTODIANS_UNREACHABLE), DOCTOR, TRACE));
        assertThat(failed.at("/outcome").asText()).isEqualTo("8");
    }

    @Test
    void aDisclosureKnownByItsDigestSaysHowMuch() {
        Digest digest = Digest.sha256(new byte[] {1});
        Shown many = Shown.of(
                Optional.of("Patient/example"),
                Optional.of(new Shown.Listed(
                        AuditCodes.DISCLOSED,
                        digest.hex(),
                        List.of(new ShownGroup(TypeGroup.OBSERVATIONS, 12), new ShownGroup(TypeGroup.CONSENTS, 1)))));
        JsonNode audit = tree(event(Activity.READ, many));
        assertThat(audit.has("meta")).isFalse();
        JsonNode listed = entities(audit, "2").getFirst();
        assertThat(listed.at("/what/identifier/value").asText()).isEqualTo(digest.hex());
        assertThat(listed.at("/detail/0/type").asText()).isEqualTo("OBSERVATIONS");
        assertThat(listed.at("/detail/0/valueString").asText()).isEqualTo("12");
    }

    @ParameterizedTest
    @EnumSource(Activity.class)
    void everyFormIsRightInStructure(Activity activity) {
        for (AccessEvent form : forms(activity)) {
            tree(form);
        }
    }

    /// HL7's own validator, with its tables of codes.
    @Test
    void hl7sValidatorFindsNoError() {
        Hl7Validator validator = new Hl7Validator();
        List<Octets> written = new ArrayList<>();
        for (Activity activity : Activity.values()) {
            forms(activity).forEach(form -> written.add(writer.write(form)));
        }
        for (Octets resource : written) {
            assertThat(validator.errors(text(resource))).as(text(resource)).isEmpty();
        }
    }

    private static List<AccessEvent> forms(Activity activity) {
        AccessEvent event = event(activity);
        Actor local = new Actor(
                Optional.of(new PrincipalId("local-app")), new OrganisationId("local-lab"), Optional.empty(), true);
        Trace deferred = new Trace(TRACE.attestedBy(), Optional.empty(), Optional.empty(), Trace.Irregularity.DEFERRED);
        Shown nothing = Shown.of(Optional.empty(), Optional.empty());
        return List.of(
                event,
                with(event, REFUSED, DOCTOR, TRACE),
                with(event, event.outcome(), local, deferred),
                event(activity, nothing),
                event(activity, Shown.of("Patient/example", "Observation/1", "Observation/2")));
    }

    private static JsonNode agent(JsonNode audit, String code) {
        return first(audit.path("agent"), agent -> agent.at("/type/coding/0/code"), code);
    }

    private static JsonNode first(JsonNode items, UnaryOperator<JsonNode> code, String wanted) {
        for (JsonNode item : items) {
            if (code.apply(item).asText().equals(wanted)) {
                return item;
            }
        }
        return items.path("none");
    }

    private static List<JsonNode> entities(JsonNode audit, String type) {
        List<JsonNode> found = new ArrayList<>();
        audit.path("entity").forEach(entity -> {
            if (entity.at("/type/code").asText().equals(type)) {
                found.add(entity);
            }
        });
        return found;
    }
}

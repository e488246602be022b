package health.salus.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.Provision.Effect;
import health.salus.contracts.consent.Recipients;
import health.salus.fhir.search.ResourceNode;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.OrganisationId;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A Consent over HTTP: a draft until it is signed, and always with the status that the ledger enforces.
final class ConsentRestTest {
    private static final String PERMIT_CLINIC = """
            {"type":"permit","actor":[{"role":{"coding":[
             {"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},
             "reference":{"reference":"Organization/clinic"}}]}""";

    private static final String LENIENT = "handling=lenient";
    private static final String DENY_ALL = "{\"type\":\"deny\"}";

    private final FhirHttp fhir = new FhirHttp();
    private final StructureChecker checker = new StructureChecker();

    @BeforeEach
    void enrol() {
        fhir.send("PUT", "Patient/example", "{\"resourceType\":\"Patient\",\"id\":\"example\"}");
    }

    @AfterEach
    void stop() {
        fhir.close();
    }

    @Test
    void aTokenMakesADraft() {
        HttpResponse<String> created = fhir.send("POST", "Consent", consent("active", PERMIT_CLINIC));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode stored = tree(created);
        assertThat(stored.path("status").asText()).isEqualTo("draft");
        assertThat(stored.path("category").at("/0/text").asText()).isEqualTo("My own words");
        assertThat(stored.path("provision"))
                .isEqualTo(ResourceNode.tree(PERMIT_CLINIC.getBytes(StandardCharsets.UTF_8)));
        assertThat(get("Consent/" + stored.path("id").asText()).path("status").asText())
                .isEqualTo("draft");
        assertThat(statuses("Consent?patient=Patient/example&status=draft")).containsExactly("draft");
        assertThat(statuses("Consent?patient=Patient/example&status=active")).isEmpty();
    }

    @Test
    void signingOnTheLedgerIsSeenHere() {
        String id = put("c1", consent("active", PERMIT_CLINIC));
        fhir.records().ledger().sign("c1");
        assertThat(get("Consent/" + id).path("status").asText()).isEqualTo("active");
        assertThat(get("Consent/" + id).path("category").at("/0/text").asText()).isEqualTo("My own words");
        assertThat(statuses("Consent?patient=example&status=active")).containsExactly("active");
        HttpResponse<String> known = fhir.send("GET", "Consent/" + id, "", "If-None-Match", "W/\"1\"");
        assertThat(known.statusCode()).as("a status changes without a version").isEqualTo(200);
        fhir.records().ledger().withdraw("c1", Instant.parse("2026-05-01T00:00:00Z"));
        assertThat(get("Consent/" + id).path("status").asText()).isEqualTo("inactive");
        assertThat(statuses("Consent?patient=example")).containsExactly("inactive");
    }

    @Test
    void aDraftLeavesWhatIsInForceInSight() {
        put("c1", consent("active", PERMIT_CLINIC));
        fhir.records().ledger().sign("c1");
        put("c1", consent("active", DENY_ALL));
        assertThat(get("Consent/c1").path("status").asText()).isEqualTo("draft");
        assertThat(get("Consent/c1/_history/1").path("status").asText()).isEqualTo("active");
        assertThat(get("Consent/c1/_history/2").path("status").asText()).isEqualTo("draft");
        assertThat(statuses("Consent?patient=example")).containsExactlyInAnyOrder("draft", "active");
        JsonNode active = search("Consent?patient=example&status=active");
        assertThat(active.at("/entry/0/resource/meta/versionId").asText()).isEqualTo("1");
        assertThat(active.at("/entry/0/resource/provision/type").asText()).isEqualTo("permit");
        fhir.records().ledger().sign("c1");
        assertThat(get("Consent/c1/_history/1").path("status").asText()).isEqualTo("inactive");
        assertThat(get("Consent/c1/_history/2").path("status").asText()).isEqualTo("active");
        JsonNode history = search("Consent/c1/_history");
        assertThat(history.findValuesAsText("status").stream().filter(status -> !status.startsWith("2")))
                .containsExactly("active", "inactive");
    }

    @Test
    void whatOtherDoorsGaveIsThere() {
        Provision root = Provision.of(Effect.PERMIT).to(Recipients.organisation(new OrganisationId("clinic")));
        fhir.records().ledger().give("example", "portal-1", root);
        JsonNode read = get("Consent/portal-1");
        assertThat(read.path("status").asText()).isEqualTo("active");
        assertThat(read.at("/provision/actor/0/reference/reference").asText()).isEqualTo("Organization/clinic");
        assertThat(read.at("/meta/versionId").asText()).isEqualTo("1");
        assertThat(checker.check(read.toString().getBytes(StandardCharsets.UTF_8))
                        .issues())
                .isEmpty();
        put("c1", consent("draft", DENY_ALL));
        assertThat(statuses("Consent?patient=example")).containsExactlyInAnyOrder("active", "draft");
        assertThat(statuses("Consent?patient=example&_id=portal-1")).containsExactly("active");
        assertThat(get("Consent/portal-1/_history/1").path("status").asText()).isEqualTo("active");
        assertThat(search("Consent/portal-1/_history").path("total").asInt()).isEqualTo(1);
        assertThat(fhir.records().ledger().shown()).containsOnly("portal-1").hasSizeGreaterThan(3);
        Bundle bundle = FhirContext.forR4Cached()
                .newRestfulGenericClient(fhir.base())
                .search()
                .forResource(Consent.class)
                .where(Consent.PATIENT.hasId("Patient/example"))
                .withAdditionalHeader("Authorization", "Bearer ana")
                .returnBundle(Bundle.class)
                .execute();
        assertThat(bundle.getEntry()).hasSize(2);
    }

    @Test
    void aRuleThatTheLedgerChangedIsShownAsTheLedgerHasIt() {
        put("c1", consent("active", PERMIT_CLINIC));
        fhir.records().ledger().give("example", "c1", Provision.of(Effect.DENY));
        JsonNode read = get("Consent/c1");
        assertThat(read.path("status").asText()).isEqualTo("active");
        assertThat(read.at("/provision/type").asText()).isEqualTo("deny");
        assertThat(get("Consent/c1/_history/1").path("status").asText()).isEqualTo("inactive");
    }

    @Test
    void whatIsNotEnforcedIsRefusedWithItsPlace() {
        String unknownReader = PERMIT_CLINIC.replace("Organization/clinic", "Organization/nobody");
        HttpResponse<String> refused = fhir.send("POST", "Consent", consent("active", unknownReader));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("\"code\":\"CONSENT_NOT_ENFORCEABLE\"")
                .contains("\"expression\":[\"Consent.provision.actor[0].reference\"]");
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[{\"resource\":"
                + "{\"resourceType\":\"Patient\"},\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}},{\"resource\":"
                + consent("active", unknownReader) + ",\"request\":{\"method\":\"POST\",\"url\":\"Consent\"}}]}";
        int before = fhir.records().size();
        assertThat(fhir.send("POST", "", bundle.formatted("transaction")).body())
                .contains("Bundle.entry[1].resource.provision.actor[0].reference");
        assertThat(fhir.records().size()).isEqualTo(before);
        JsonNode batch = tree(fhir.send("POST", "", bundle.formatted("batch")));
        assertThat(batch.at("/entry/0/response/status").asText()).isEqualTo("201 Created");
        assertThat(batch.at("/entry/1/response/status").asText()).isEqualTo("422");
        assertThat(fhir.records().size()).isEqualTo(before + 1);
    }

    /// The sender knows that it rules nothing, and nobody who reads it takes it for a rule.
    @Test
    void whatIsNotEnforcedIsKeptAsADraftWhenTheSenderAsksForIt() {
        String consent = unknownReader();
        HttpResponse<String> kept = putLeniently("c1", consent);
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
        assertThat(kept.headers().firstValue("Preference-Applied")).contains(LENIENT);
        assertThat(get("Consent/c1")
                        .at("/provision/actor/0/reference/reference")
                        .asText())
                .isEqualTo("Organization/nobody");
        assertThat(statuses("Consent?patient=example&status=draft")).containsExactly("draft");
        assertThat(statuses("Consent?patient=example&status=active")).isEmpty();
        assertThat(fhir.records().ledger().find("c1")).as("a rule").isEmpty();
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":" + consent
                + ",\"request\":{\"method\":\"POST\",\"url\":\"Consent\"}}]}";
        HttpResponse<String> whole = fhir.send("POST", "", bundle, "Prefer", LENIENT);
        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
        assertThat(whole.headers().firstValue("Preference-Applied")).contains(LENIENT);
        HttpResponse<String> rule = putLeniently("c2", consent("active", PERMIT_CLINIC));
        assertThat(rule.headers().firstValue("Preference-Applied"))
                .as("of a rule")
                .isEmpty();
        assertThat(fhir.send("DELETE", "Consent/c1", "").statusCode()).isEqualTo(204);
    }

    /// Where it would be taken for a rule, or a rule would be missed, it is refused whoever asks.
    @Test
    void whatIsNotEnforcedIsNotKeptWhereItWouldMislead() {
        String rule = consent("active", PERMIT_CLINIC);
        put("c1", rule);
        refusedLeniently("c1", unknownReader(), "a draft waits under its id");
        fhir.records().ledger().sign("c1");
        refusedLeniently("c1", unknownReader(), "a rule is in force under its id");
        assertThat(get("Consent/c1").path("status").asText()).isEqualTo("active");
        String nobody = unknownReader().replace("{\"reference\":\"Patient/example\"}", "{\"display\":\"Who?\"}");
        refusedLeniently("c2", nobody, "no patient");
        String modified =
                "\"modifierExtension\":[{\"url\":\"http://example.org/not\",\"valueBoolean\":true}],\"status\"";
        String ended = consent("inactive", PERMIT_CLINIC).replace("\"status\"", modified);
        refusedLeniently("c3", ended, "it may end a rule");
        String care = rule.replace("\"status\"", modified).replace("patient-privacy", "adr");
        refusedLeniently("c4", care, "it is about something else");
        String why = "\"_status\":{\"extension\":[{\"url\":\"http://example.org/why\",\"valueCode\":\"unknown\"}]}";
        refusedLeniently("c5", rule.replace("\"status\":\"active\"", why), "it has no status");
    }

    private void refusedLeniently(String id, String consent, String why) {
        HttpResponse<String> refused = putLeniently(id, consent);
        assertThat(refused.statusCode()).as("%s: %s", why, refused.body()).isEqualTo(422);
    }

    private HttpResponse<String> putLeniently(String id, String consent) {
        return fhir.send("PUT", "Consent/" + id, withId(id, consent), "Prefer", LENIENT);
    }

    private static String unknownReader() {
        return consent("active", PERMIT_CLINIC.replace("Organization/clinic", "Organization/nobody"));
    }

    @Test
    void whatSaysNothingAboutReadingIsARecordLikeAnyOther() {
        String treatment =
                consent("active", "{\"purpose\":[{\"code\":\"whatever\"}]}").replace("patient-privacy", "treatment");
        put("t1", treatment);
        assertThat(get("Consent/t1").path("status").asText()).isEqualTo("active");
        assertThat(fhir.records().ledger().find("t1")).isEmpty();
    }

    @Test
    void endingAndDeletingWithdraw() {
        put("c1", consent("active", PERMIT_CLINIC));
        fhir.records().ledger().sign("c1");
        put("c1", consent("inactive", PERMIT_CLINIC));
        assertThat(get("Consent/c1").path("status").asText()).isEqualTo("inactive");
        assertThat(fhir.records().ledger().find("c1").orElseThrow().consent().inForce())
                .isEmpty();
        put("c2", consent("active", PERMIT_CLINIC));
        assertThat(fhir.send("DELETE", "Consent/c2", "").statusCode()).isEqualTo(204);
        assertThat(fhir.records().ledger().find("c2").orElseThrow().consent().draft())
                .isEmpty();
        assertThat(fhir.send("GET", "Consent/c2", "").statusCode()).isEqualTo(410);
    }

    @Test
    void whoMayNotReadSeesNoConsentEither() {
        fhir.records().ledger().give("example", "portal-1", Provision.of(Effect.PERMIT));
        fhir.records().withhold("example");
        assertThat(fhir.send("GET", "Consent/portal-1", "").statusCode()).isEqualTo(403);
        assertThat(fhir.send("GET", "Consent?patient=example", "").statusCode()).isEqualTo(403);
    }

    private static String consent(String status, String provision) {
        return """
                {"resourceType":"Consent","status":"%s",
                 "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
                 "category":[{"text":"My own words"}],"patient":{"reference":"Patient/example"},
                 "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTIN"}]},
                 "provision":%s}
                """.formatted(status, provision);
    }

    private String put(String id, String consent) {
        HttpResponse<String> put = fhir.send("PUT", "Consent/" + id, withId(id, consent));
        assertThat(put.statusCode()).as(put.body()).isIn(200, 201);
        return id;
    }

    private static String withId(String id, String consent) {
        return consent.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    }

    private JsonNode get(String path) {
        HttpResponse<String> response = fhir.send("GET", path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return tree(response);
    }

    private JsonNode search(String query) {
        return get(query);
    }

    private List<String> statuses(String query) {
        List<String> statuses = new ArrayList<>();
        search(query)
                .path("entry")
                .forEach(entry -> statuses.add(entry.at("/resource/status").asText()));
        return statuses;
    }

    private static JsonNode tree(HttpResponse<String> response) {
        return ResourceNode.tree(response.body().getBytes(StandardCharsets.UTF_8));
    }
}

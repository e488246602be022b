package health.salus.fhir.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.Content;
import health.salus.contracts.consent.NodeConditions;
import health.salus.contracts.consent.Period;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.Provision.Effect;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Recipients;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.SecurityLabel;
import health.salus.fhir.Samples;
import health.salus.fhir.party.RegisteredParties;
import health.salus.fhir.search.ResourceNode;
import health.salus.fhir.structure.Issue;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.Digest;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsentReaderTest {
    private static final ConsentId ID = new ConsentId("c1");
    private static final OrganisationId CLINIC = new OrganisationId("clinic");
    private static final OrganisationId HOSPITAL = new OrganisationId("hospital");

    private final ConsentReader reader = new ConsentReader(new RegisteredParties());

    private ConsentReading read(String consent) {
        return reader.read(ID, Samples.bytes(consent));
    }

    private Provision root(String provision) {
        ConsentReading reading = read(ConsentSamples.consent(provision));
        assertThat(reading).as(reading.toString()).isInstanceOf(ConsentReading.Enforceable.class);
        return ((ConsentReading.Enforceable) reading).root();
    }

    private List<Issue> issues(String consent) {
        ConsentReading reading = read(consent);
        assertThat(reading).as(reading.toString()).isInstanceOf(ConsentReading.Unenforceable.class);
        return ((ConsentReading.Unenforceable) reading).issues();
    }

    @Test
    void everyConditionIsTakenOver() {
        Provision expected = new Provision(
                Effect.PERMIT,
                new Period(
                        Optional.of(Instant.parse("2026-03-01T00:00:00Z")),
                        Optional.of(Instant.parse("2026-03-30T23:59:59.999999999Z"))),
                new Recipients(List.of(new PrincipalId("doctor")), List.of(CLINIC), List.of()),
                List.of(PurposeOfUse.TREAT, PurposeOfUse.HPAYMT),
                new Content(List.of("Observation"), List.of(), List.of(SecurityLabel.N), List.of(HOSPITAL)),
                new NodeConditions(
                        List.of(ResourceKey.of("Observation", "o1")),
                        List.of(
                                NodeConditions.code(ID, "http://loinc.org", "8867-4"),
                                NodeConditions.code(ID, "urn:x", "pulse"))),
                List.of(Provision.of(Effect.DENY).about(Content.labels(SecurityLabel.PSY))));
        assertThat(root(ConsentSamples.EVERYTHING)).isEqualTo(expected);
        assertThat(new StructureChecker()
                        .check(Samples.bytes(ConsentSamples.consent(ConsentSamples.EVERYTHING)))
                        .issues())
                .isEmpty();
    }

    @Test
    void aKindOfRecipientNarrowsAnOrganisation() {
        String actor = ConsentSamples.actor(Codes.role(PrincipalKind.PRACTITIONER), "Organization/clinic");
        assertThat(root("{\"type\":\"permit\",\"actor\":[" + actor + "]}").recipients())
                .isEqualTo(new Recipients(List.of(), List.of(CLINIC), List.of(PrincipalKind.PRACTITIONER)));
    }

    @Test
    void differentRolesInOneProvisionAreRefused() {
        String practitioners = ConsentSamples.actor(Codes.role(PrincipalKind.PRACTITIONER), "Organization/clinic");
        String anybody = ConsentSamples.actor(Codes.PARTICIPATION + "|IRCP", "Organization/f001");
        String staff = ConsentSamples.actor(Codes.role(PrincipalKind.STAFF), "Organization/f001");
        for (String other : List.of(anybody, staff)) {
            String provision = "{\"type\":\"permit\",\"actor\":[" + practitioners + "," + other + "]}";
            assertThat(issues(ConsentSamples.consent(provision)))
                    .extracting(Issue::location)
                    .containsExactly("Consent.provision");
        }
    }

    @Test
    void partiesMayBeNamedAsOnTheLedger() {
        String provision = """
                {"type":"permit","actor":[{"role":{"coding":[{"system":"%s","code":"IRCP"}]},
                  "reference":{"identifier":{"system":"urn:salus:%s","value":"%s"}}}]}""";
        assertThat(root(provision.formatted(Codes.PARTICIPATION, "organisation", "local-lab"))
                        .recipients())
                .isEqualTo(Recipients.organisation(new OrganisationId("local-lab")));
        for (String unknown : List.of("stranger", "not/an id")) {
            String consent = ConsentSamples.consent(provision.formatted(Codes.PARTICIPATION, "principal", unknown));
            assertThat(issues(consent))
                    .extracting(Issue::location)
                    .containsExactly("Consent.provision.actor[0].reference");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{}; Consent.provision",
                "{'type':'allow'}; Consent.provision",
                "{'type':'permit','provision':[{}]}; Consent.provision.provision[0]",
                "{'type':'permit','actor':[]}; Consent.provision.actor",
                "{'type':'permit','purpose':[{'code':'TREAT'}]}; Consent.provision.purpose[0]",
                "{'type':'permit','purpose':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ActReason','code':'FUN'}]}; Consent.provision.purpose[0]",
                "{'type':'deny','purpose':[{'system':'urn:other','code':'TREAT'}]}; Consent.provision.purpose[0]",
                "{'type':'permit','class':[{'system':'urn:ietf:bcp:13','code':'application/hl7-cda+xml'}]}; Consent.provision.class[0]",
                "{'type':'permit','class':[{'system':'http://hl7.org/fhir/resource-types','code':'Observations'}]}; Consent.provision.class[0]",
                "{'type':'deny','securityLabel':[{'system':'http://terminology.hl7.org/CodeSystem/v3-Confidentiality','code':'HIV'}]}; Consent.provision.securityLabel[0]",
                "{'type':'deny','securityLabel':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'N'}]}; Consent.provision.securityLabel[0]",
                "{'type':'permit','dataPeriod':{'start':'2020'}}; Consent.provision",
                "{'type':'permit','period':{'end':'soon'}}; Consent.provision.period",
                "{'type':'permit','period':{'start':'2026-03-02','end':'2026-03-01'}}; Consent.provision.period",
                "{'type':'permit','period':{'start':'2026-03-02','_end':{'extension':[]}}}; Consent.provision.period",
                "{'type':'permit','period':{}}; Consent.provision.period",
                "{'type':'permit','data':[{'meaning':'related','reference':{'reference':'Task/1'}}]}; Consent.provision.data[0]",
                "{'type':'permit','data':[{'meaning':'instance','reference':{'reference':'http://other.example/Task/1'}}]}; Consent.provision.data[0].reference",
                "{'type':'permit','data':[{'meaning':'instance','reference':{'reference':'Task/1/_history/2'}}]}; Consent.provision.data[0].reference",
                "{'type':'permit','data':[{'meaning':'authoredby','reference':{'reference':'Practitioner/13'}}]}; Consent.provision.data[0].reference",
                "{'type':'permit','code':[{'text':'anything'}]}; Consent.provision.code[0]",
                "{'type':'deny','action':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/consentaction','code':'correct'}]}]}; Consent.provision",
                "{'type':'deny','action':[{'coding':[{'system':'urn:other','code':'access'}]}]}; Consent.provision.action[0]",
                "{'type':'permit','modifierExtension':[{'url':'urn:not','valueBoolean':true}]}; Consent.provision",
                "{'type':'permit','actor':[{'reference':{'reference':'Organization/clinic'}}]}; Consent.provision.actor[0]",
            })
    void whatCannotBeEnforcedIsRefusedWithItsPlace(String provision, String location) {
        assertThat(issues(ConsentSamples.consent(provision.replace('\'', '"'))))
                .extracting(Issue::location)
                .contains(location);
    }

    @ParameterizedTest
    @CsvSource({
        "Group/1,IRCP",
        "CareTeam/1,IRCP",
        "Organization/unknown,IRCP",
        "Practitioner/13,AUT",
        "Organization/f001,WIT"
    })
    void actorsWhoCannotBeToldApartAreRefused(String reference, String role) {
        for (String type : List.of("permit", "deny")) {
            String actor = ConsentSamples.actor(Codes.PARTICIPATION + "|" + role, reference);
            String provision = "{\"type\":\"" + type + "\",\"actor\":[" + actor + "]}";
            assertThat(issues(ConsentSamples.consent(provision))).hasSize(1);
        }
    }

    @Test
    void aPolicyThatContradictsItsProvisionIsRefused() {
        String optOut = ConsentSamples.consent("{\"type\":\"permit\"}").replace("OPTIN", "OPTOUT");
        assertThat(issues(optOut)).extracting(Issue::location).containsExactly("Consent");
        String denies = ConsentSamples.consent("{\"type\":\"deny\"}");
        assertThat(((ConsentReading.Enforceable) read(denies)).notes())
                .extracting(Issue::location)
                .containsExactly("Consent.policyRule");
    }

    @Test
    void aRootWithExceptionsOnlyIsThePolicy() {
        String exceptions = ConsentSamples.consent("{\"provision\":[{\"type\":\"permit\"}]}");
        Provision permit = Provision.of(Effect.PERMIT);
        assertThat(((ConsentReading.Enforceable) read(exceptions)).root()).isEqualTo(permit.except(permit));
        assertThat(((ConsentReading.Enforceable) read(exceptions.replace("OPTIN", "OPTOUTE"))).root())
                .isEqualTo(Provision.of(Effect.DENY).except(permit));
        assertThat(issues(exceptions.replace("OPTIN", "OTHER"))).hasSize(1);
    }

    @Test
    void statusAndScopeSayWhatBecomesOfIt() {
        String consent = ConsentSamples.consent(ConsentSamples.EVERYTHING);
        assertThat(((ConsentReading.Enforceable) read(consent)).draft()).isFalse();
        assertThat(((ConsentReading.Enforceable) read(consent.replace("\"active\"", "\"proposed\""))).draft())
                .isTrue();
        for (String ended : List.of("inactive", "rejected", "entered-in-error")) {
            assertThat(read(consent.replace("\"active\"", "\"" + ended + "\"")))
                    .isEqualTo(new ConsentReading.Ended("example"));
        }
        assertThat(read(consent.replace("patient-privacy", "adr")))
                .isEqualTo(new ConsentReading.OtherScope("example", "adr"));
        assertThat(issues(consent.replace("patient-privacy", "everything"))).hasSize(1);
        assertThat(issues(consent.replace("Patient/example", "Group/1"))).hasSize(1);
        assertThat(issues(consent.replace("\"provision\":", "\"extension\":"))).isNotEmpty();
        assertThat(issues("[]")).hasSize(1);
    }

    @Test
    void anAttachedScanIsDigested() {
        String consent = ConsentSamples.consent(ConsentSamples.EVERYTHING)
                .replace("\"policyRule\"", "\"sourceAttachment\":{\"data\":\"AAEC\"},\"policyRule\"");
        assertThat(((ConsentReading.Enforceable) read(consent)).document())
                .contains(Digest.sha256(new byte[] {0, 1, 2}));
    }

    @Test
    void depthAndNumberAreBounded() {
        String deep = "{\"type\":\"permit\"}";
        for (int depth = 1; depth < ProvisionReader.MAX_DEPTH; depth++) {
            deep = "{\"type\":\"deny\",\"provision\":[" + deep + "]}";
        }
        assertThat(root(deep).provisions()).hasSize(1);
        assertThat(issues(ConsentSamples.consent("{\"type\":\"deny\",\"provision\":[" + deep + "]}")))
                .hasSize(1);
        String many = "{\"type\":\"permit\"},".repeat(ProvisionReader.MAX_PROVISIONS);
        String wide = "{\"type\":\"deny\",\"provision\":[" + many.substring(0, many.length() - 1) + "]}";
        assertThat(issues(ConsentSamples.consent(wide))).hasSize(1);
        String values = "{\"system\":\"http://hl7.org/fhir/resource-types\",\"code\":\"Task\"},".repeat(151);
        String long1 = "{\"type\":\"deny\",\"class\":[" + values.substring(0, values.length() - 1) + "]}";
        assertThat(issues(ConsentSamples.consent(long1))).hasSize(1);
    }

    /// Every object in the rules, given a member that nobody knows, makes the consent unenforceable.
    @Test
    void nothingUnknownIsPassedOver() {
        JsonNode consent = ResourceNode.tree(Samples.bytes(ConsentSamples.consent(ConsentSamples.EVERYTHING)));
        List<ObjectNode> objects = new ArrayList<>();
        collect(consent.path("provision"), objects);
        assertThat(objects).hasSizeGreaterThan(20);
        for (ObjectNode object : objects) {
            object.put("condition", "unknown");
            assertThat(issues(consent.toString())).hasSize(1);
            object.remove("condition");
        }
        assertThat(read(consent.toString())).isInstanceOf(ConsentReading.Enforceable.class);
    }

    /// Whatever member of the rules is not what it should be makes the consent unenforceable: never broader.
    @Test
    void nothingMalformedIsPassedOver() {
        JsonNode consent = ResourceNode.tree(Samples.bytes(ConsentSamples.consent(ConsentSamples.EVERYTHING)));
        List<ObjectNode> objects = new ArrayList<>();
        collect(consent.path("provision"), objects);
        for (ObjectNode object : objects) {
            for (String name : List.copyOf(
                    object.properties().stream().map(Map.Entry::getKey).toList())) {
                if (name.equals("display") || name.equals("text")) {
                    continue;
                }
                JsonNode value = object.get(name);
                for (JsonNode wrong :
                        List.of(object.numberNode(1), object.nullNode(), object.arrayNode(), object.objectNode())) {
                    object.set(name, wrong);
                    assertThat(read(consent.toString()))
                            .as(consent.toString())
                            .isInstanceOf(ConsentReading.Unenforceable.class);
                }
                object.set(name, value);
            }
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
            object.forEach(member -> collect(member, objects));
        } else if (node instanceof ArrayNode array) {
            array.forEach(item -> collect(item, objects));
        }
    }
}

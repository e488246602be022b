package health.salus.fhir.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import health.salus.fhir.Callers;
import health.salus.fhir.FhirException;
import health.salus.fhir.record.Change;
import health.salus.fhir.record.Condition;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.InMemoryRecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.WriteSet;
import health.salus.fhir.structure.StructureChecker;
import health.salus.ledger.state.Locality;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WritePlannerTest {
    private static final String P = "urn:uuid:00000000-0000-4000-8000-000000000001";
    private static final String M = "urn:uuid:00000000-0000-4000-8000-000000000002";

    private final InMemoryRecordService records = new InMemoryRecordService();
    private final WritePlanner planner =
            new WritePlanner(records, this::byIdentifier, new ResourceIds(Callers.seeded(1)));

    private List<ResourceId> byIdentifier(health.salus.fhir.record.Caller caller, String type, String query) {
        String[] token = query.substring("identifier=".length()).split("\\|");
        return records.holders(caller, type, new IdentifierToken(Optional.of(token[0]), token[1]));
    }

    @Test
    void assignsIdsAndRewritesReferences() {
        Plan plan = plan(
                "transaction",
                post(M, "{'resourceType':'Medication','status':'active'}", "Medication"),
                post(P, "{'resourceType':'Patient','id':'mine','active':true}", "Patient"),
                post(
                        null,
                        "{'resourceType':'MedicationRequest','status':'active','intent':'order','subject':{'reference':'"
                                + P + "'},'medicationReference':{'reference':'" + M + "'}}",
                        "MedicationRequest"));
        Change.Create medication = create(plan, 0);
        Change.Create patient = create(plan, 1);
        Change.Create request = create(plan, 2);
        String tag = Locality.of(ResourceIds.subjectOf(patient.id().id())).hex();
        assertThat(patient.id().id()).startsWith(tag + "-").hasSize(49);
        assertThat(request.id().id())
                .startsWith(tag + "-")
                .isNotEqualTo(patient.id().id());
        assertThat(text(patient))
                .isEqualTo("{'resourceType':'Patient','id':'" + patient.id().id() + "','active':true}");
        assertThat(text(request))
                .contains("'subject':{'reference':'" + patient.id() + "'}")
                .contains("'medicationReference':{'reference':'" + medication.id() + "'}");
        assertThat(patient.content().subjects().patients())
                .containsExactly(patient.id().id());
        assertThat(request.content().subjects().patients())
                .containsExactly(patient.id().id());
        assertThat(request.content().subjects().group()).isEqualTo(TypeGroup.MEDICATIONS);
        // A Medication names nobody: it belongs to the patient of the request that refers to it.
        assertThat(medication.content().subjects().patients())
                .containsExactly(patient.id().id());
        assertThat(medication.id().id()).startsWith(tag + "-");
    }

    @Test
    void followsTheOrderOfTransactions() {
        Plan plan = plan(
                "transaction",
                "{'request':{'method':'GET','url':'Patient/a'}}",
                put("{'resourceType':'Patient','id':'a'}", "Patient/a", ",'ifMatch':'W/\\'2\\''"),
                post(null, "{'resourceType':'Organization','name':'o'}", "Organization"),
                "{'request':{'method':'DELETE','url':'Condition/c'}}");
        assertThat(plan.changes())
                .hasExactlyElementsOfTypes(Change.Delete.class, Change.Create.class, Change.Update.class);
        assertThat(plan.entries())
                .containsExactly(new Planned.Later(), new Planned.Write(2), new Planned.Write(1), new Planned.Write(0));
        assertThat(((Change.Update) plan.changes().get(2)).expected()).isEqualTo(OptionalLong.of(2));
        assertThat(create(plan, 2).content().subjects().patients()).isEmpty();
        assertThat(create(plan, 2).id().id()).matches("[0-9a-f]{32}");
    }

    @Test
    void rewritesRelativeReferencesUrisAndNarratives() {
        Plan plan = plan(
                "transaction",
                post("http://old.example/fhir/Patient/1", "{'resourceType':'Patient','active':true}", "Patient"),
                post(
                        "http://old.example/fhir/Basic/2",
                        "{'resourceType':'Basic','code':{'text':'a'},"
                                + "'text':{'status':'generated','div':'<div xmlns=\\'http://www.w3.org/1999/xhtml\\'><a href=\\'http://old.example/fhir/Patient/1\\'>p</a></div>'},"
                                + "'extension':[{'url':'http://x','valueUri':'http://old.example/fhir/Patient/1'},"
                                + "{'url':'http://x','valueCanonical':'http://old.example/fhir/Patient/1'}],"
                                + "'subject':{'reference':'Patient/1'},'author':{'reference':'http://old.example/fhir/Patient/1'}}",
                        "Basic"));
        String patient = create(plan, 0).id().toString();
        String basic = text(create(plan, 1));
        assertThat(basic)
                .contains("href=\\'" + patient + "\\'")
                .contains("'valueUri':'" + patient + "'")
                .contains("'valueCanonical':'http://old.example/fhir/Patient/1'")
                .contains("'subject':{'reference':'" + patient + "'}")
                .contains("'author':{'reference':'" + patient + "'}");
    }

    @Test
    void resolvesConditions() {
        String organisation = "{'resourceType':'Organization','identifier':[{'system':'s','value':'1'}]}";
        Plan first = plan(
                "transaction",
                conditional(P, organisation, "Organization", "identifier=s|1"),
                conditional(M, organisation, "Organization", "identifier=s|1"));
        assertThat(first.changes()).hasSize(1);
        Change.Create created = (Change.Create) first.changes().getFirst();
        assertThat(created.condition()).contains(records.condition("Organization?identifier=1"));
        assertThat(created.content().identifiers()).containsExactly(new IdentifierToken(Optional.of("s"), "1"));
        assertThat(first.entries().get(1)).isEqualTo(new Planned.Same(0));
        records.write(Callers.CLINICIAN, new WriteSet(true, Optional.empty(), first.changes()));

        Condition moved = records.condition("Organization?identifier=1");
        assertThat(moved.counter()).isEqualTo(1);
        Plan second = plan(
                "transaction",
                conditional(P, organisation, "Organization", "identifier=s|1"),
                post(
                        null,
                        "{'resourceType':'Patient','managingOrganization':{'reference':'Organization?identifier=s|1'},"
                                + "'generalPractitioner':[{'reference':'" + P + "'}]}",
                        "Patient"));
        assertThat(second.entries().getFirst()).isEqualTo(new Planned.Kept(created.id()));
        assertThat(text(create(second, 1)))
                .contains("'managingOrganization':{'reference':'" + created.id() + "'}")
                .contains("'generalPractitioner':[{'reference':'" + created.id() + "'}]");

        Plan update = plan("transaction", put(organisation, "Organization?identifier=s|1", ""));
        assertThat(update.changes().getFirst())
                .isInstanceOf(Change.Update.class)
                .extracting(Change::id)
                .isEqualTo(created.id());
        Plan none = plan(
                "transaction",
                put(organisation, "Organization?identifier=s|2", ""),
                "{'request':{'method':'DELETE','url':'Organization?identifier=s|9'}}");
        assertThat(none.changes().getFirst()).isInstanceOf(Change.Create.class);
        assertThat(none.entries().get(1)).isEqualTo(new Planned.Nothing());
    }

    @Test
    void refusesWhatTransactionsForbid() {
        String patient = "{'resourceType':'Patient','id':'a'}";
        assertThat(refused(put(patient, "Patient/a", ""), "{'request':{'method':'DELETE','url':'Patient/a'}}"))
                .isEqualTo("MALFORMED Bundle.entry[1].request.url");
        assertThat(refused(put(patient, "Patient/b", ""))).isEqualTo("MALFORMED Bundle.entry[0].resource.id");
        assertThat(refused(put("{'resourceType':'Patient'}", "Patient/b", "")))
                .isEqualTo("MALFORMED Bundle.entry[0].resource.id");
        assertThat(refused(put(patient, "Patient", ""))).isEqualTo("MALFORMED Bundle.entry[0].request.url");
        assertThat(refused(post(null, patient, "Person"))).isEqualTo("MALFORMED Bundle.entry[0].request.url");
        assertThat(refused("{'request':{'method':'POST','url':'Patient'}}"))
                .isEqualTo("INVALID_STRUCTURE Bundle.entry[0].resource");
        assertThat(refused("{'resource':" + patient + "}")).isEqualTo("INVALID_STRUCTURE Bundle.entry[0].request");
        assertThat(refused("{'request':{'method':'PATCH','url':'Patient/a'}}"))
                .isEqualTo("METHOD_NOT_ALLOWED Bundle.entry[0].request.method");
        assertThat(refused(post(P, patient, "Patient"), post(P, patient, "Patient")))
                .isEqualTo("INVALID_STRUCTURE Bundle.entry[1].fullUrl");
        assertThat(refused(post(
                        null,
                        "{'resourceType':'Patient','managingOrganization':{'reference':'" + P + "'}}",
                        "Patient")))
                .isEqualTo("UNRESOLVED_REFERENCE Bundle.entry[0].resource");
        assertThat(refused(post(
                        null,
                        "{'resourceType':'Patient','managingOrganization':{'reference':'Organization?identifier=s|7'}}",
                        "Patient")))
                .isEqualTo("UNRESOLVED_REFERENCE Bundle.entry[0].resource");
    }

    @Test
    void batchesFailEntryByEntry() {
        Plan plan = plan(
                "batch",
                post(null, "{'resourceType':'Patient','managingOrganization':{'reference':'" + P + "'}}", "Patient"),
                post(null, "{'resourceType':'Patient','active':true}", "Patient"),
                put("{'resourceType':'Patient','id':'a'}", "Patient/b", ""));
        assertThat(plan.changes()).hasSize(1);
        assertThat(plan.entries())
                .hasExactlyElementsOfTypes(Planned.Failed.class, Planned.Write.class, Planned.Failed.class);
    }

    @Test
    void tellsOwnersAndLabels() {
        String labels =
                "'meta':{'security':[{'system':'http://terminology.hl7.org/CodeSystem/v3-Confidentiality','code':'V'},"
                        + "{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'HIV'},"
                        + "{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'NEW'},{'system':'http://other','code':'U'}]}";
        Plan plan = plan(
                "transaction",
                post(
                        null,
                        "{'resourceType':'Observation'," + labels + ",'status':'final','code':{'text':'a'},"
                                + "'subject':{'reference':'Patient/a'},'performer':[{'reference':'Patient/b'}],'focus':[{'reference':'Patient/c'}]}",
                        "Observation"),
                post(null, "{'resourceType':'Device','patient':{'reference':'Patient/d'}}", "Device"),
                post(
                        null,
                        "{'resourceType':'Observation','status':'final','code':{'text':'a'},'focus':[{'reference':'Patient/c'}]}",
                        "Observation"));
        assertThat(create(plan, 0).content().subjects().patients()).containsExactly("a", "b");
        assertThat(create(plan, 0).content().subjects().labels())
                .containsExactlyInAnyOrder(SecurityLabel.V, SecurityLabel.HIV, SecurityLabel.R);
        assertThat(create(plan, 1).content().subjects().patients()).containsExactly("d");
        assertThat(create(plan, 2).content().subjects().patients()).containsExactly("c");
    }

    private String refused(String... entries) {
        FhirException refusal = catchThrowableOfType(FhirException.class, () -> plan("transaction", entries));
        return refusal.code() + " " + refusal.issues().getFirst().location();
    }

    /// So that a repeated batch is known again when more of it can be planned.
    @Test
    void idsDoNotMoveWithWhatBecomesOfOtherEntries() {
        String good = post(null, "{'resourceType':'Organization','name':'a'}", "Organization");
        String bad = post(null, "{'resourceType':'Organization','name':'a'}", "Patient");
        String other = post(null, "{'resourceType':'Location','name':'b'}", "Location");
        WritePlanner again = new WritePlanner(records, this::byIdentifier, new ResourceIds(Callers.seeded(1)));
        Plan first = plan("batch", bad, other);
        Plan second = plan(again, "batch", good, other);
        assertThat(first.entries().getFirst()).isInstanceOf(Planned.Failed.class);
        assertThat(create(second, 1).id()).isEqualTo(create(first, 1).id());
    }

    private Plan plan(String type, String... entries) {
        return plan(planner, type, entries);
    }

    private static Plan plan(WritePlanner planner, String type, String... entries) {
        String json = "{'resourceType':'Bundle','type':'" + type + "','entry':[" + String.join(",", entries) + "]}";
        byte[] bytes = json.replace("\\'", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return planner.plan(
                Callers.CLINICIAN,
                bytes,
                BundleDocument.open(new StructureChecker(), bytes).request());
    }

    private static Change.Create create(Plan plan, int entry) {
        return (Change.Create)
                plan.changes().get(((Planned.Write) plan.entries().get(entry)).change());
    }

    private static String text(Change.Create create) {
        return create.content().json().toUtf8().replace("\\\"", "\\'").replace('"', '\'');
    }

    private static String post(@Nullable String fullUrl, String resource, String url) {
        String name = fullUrl == null ? "" : "'fullUrl':'" + fullUrl + "',";
        return "{" + name + "'resource':" + resource + ",'request':{'method':'POST','url':'" + url + "'}}";
    }

    private static String conditional(String fullUrl, String resource, String url, String condition) {
        return "{'fullUrl':'" + fullUrl + "','resource':" + resource + ",'request':{'method':'POST','url':'" + url
                + "','ifNoneExist':'" + condition + "'}}";
    }

    private static String put(String resource, String url, String more) {
        return "{'resource':" + resource + ",'request':{'method':'PUT','url':'" + url + "'" + more + "}}";
    }
}

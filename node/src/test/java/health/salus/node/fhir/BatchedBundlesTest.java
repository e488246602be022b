package health.salus.node.fhir;

import static health.salus.node.fhir.TwoHospitals.NORTH_DOCTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersion;
import health.salus.contracts.records.ResourceVersions;
import health.salus.crypto.SystemRandomSource;
import health.salus.fhir.bundle.BundleDocument;
import health.salus.fhir.bundle.Plan;
import health.salus.fhir.bundle.Planned;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.bundle.WritePlanner;
import health.salus.fhir.record.Idempotency;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.WriteOutcome;
import health.salus.fhir.record.WriteOutcome.ChangeOutcome;
import health.salus.fhir.record.WriteSet;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Bundles of type batch, planned and written: repeated under a key, and with conditions that meet.
@TestInstance(Lifecycle.PER_CLASS)
class BatchedBundlesTest {

    private TwoHospitals hospitals;

    @BeforeAll
    void open(@TempDir Path directory) {
        hospitals = new TwoHospitals(directory);
    }

    @AfterAll
    void close() {
        hospitals.close();
    }

    /// The first run changes the plan of the second: its conditional create finds what it made.
    @Test
    void aRepetitionWritesNothingTwice() {
        String[] entries = {
            post(organisation("twice"), "Organization", "identifier=urn:mrn|twice"),
            "{'resource':{'resourceType':'Location','id':'twice','name':'x'},"
                    + "'request':{'method':'PUT','url':'Location/twice'}}",
            post("{'resourceType':'Location','name':'x'}", "Location", "")
        };
        List<ChangeOutcome> first = write("twice", plan("twice", entries));
        assertThat(first).hasSize(3).hasOnlyElementsOfType(ChangeOutcome.Written.class);
        List<ChangeOutcome> second = write("twice", plan("twice", entries));
        assertThat(second).isEqualTo(first.subList(1, 3));
        assertThat(ResourceVersions.of(hospitals.node().network().state())
                        .current(ResourceKey.of("Location", "twice"))
                        .map(ResourceVersion::version))
                .contains(1L);
    }

    @Test
    void aKeyOfAnotherRequestIsRefused() {
        Plan plan = plan("reused", post(organisation("reused"), "Organization", ""));
        write("reused", plan);
        Idempotency other = new Idempotency("reused", Digest.sha256(Octets.utf8("another request")));
        assertThatThrownBy(() -> hospitals
                        .records()
                        .write(NORTH_DOCTOR, new WriteSet(false, Optional.of(other), plan.changes())))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
    }

    @Test
    void aConditionSpeltInTwoWaysMakesOne() {
        write(
                "",
                plan(
                        "",
                        post(organisation("spelt"), "Organization", "identifier=urn:mrn|spelt"),
                        post(organisation("spelt"), "Organization", "identifier=urn:mrn%7Cspelt")));
        assertThat(hospitals.holders(NORTH_DOCTOR, "Organization", "spelt")).hasSize(1);
    }

    @Test
    void aConditionalUpdateThatComesTwiceMakesOne() {
        String update = "{'resource':" + organisation("updated")
                + ",'request':{'method':'PUT','url':'Organization?identifier=urn:mrn|updated'}}";
        write("", plan("", update, update));
        assertThat(hospitals.holders(NORTH_DOCTOR, "Organization", "updated")).hasSize(1);
    }

    @Test
    void aPlainCreateBeforeAConditionalOneIsNoticed() {
        List<ChangeOutcome> outcomes = write(
                "",
                plan(
                        "",
                        post(organisation("plain"), "Organization", ""),
                        post(organisation("plain"), "Organization", "identifier=urn:mrn|plain")));
        assertThat(((ChangeOutcome.Refused) outcomes.getLast()).code()).isEqualTo(ErrorCode.CONDITION_RACED);
        assertThat(hospitals.holders(NORTH_DOCTOR, "Organization", "plain")).hasSize(1);
    }

    @Test
    void whatIsMeantByAFailedEntryFailsToo() {
        for (int i = 0; i < 2; i++) {
            hospitals.create(NORTH_DOCTOR, new ResourceId("Location", "several-" + i), "several");
        }
        String location = "{'resourceType':'Location','name':'x'}";
        String nowhere = "{'resourceType':'Location','name':'x','managingOrganization':"
                + "{'reference':'Organization?identifier=urn:mrn|nobody'}}";
        Plan plan = plan(
                "",
                post(location, "Location", "identifier=urn:mrn|several"),
                post(location, "Location", "identifier=urn:mrn|several"),
                post(nowhere, "Location", "identifier=urn:mrn|nowhere"),
                post(nowhere, "Location", "identifier=urn:mrn|nowhere"));
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.entries().get(0)).isInstanceOf(Planned.Failed.class);
        assertThat(plan.entries().get(1)).isEqualTo(new Planned.Same(0));
        assertThat(plan.entries().get(2)).isInstanceOf(Planned.Failed.class);
        assertThat(plan.entries().get(3)).isEqualTo(new Planned.Same(2));
    }

    private Plan plan(String key, String... entries) {
        byte[] bytes = ("{'resourceType':'Bundle','type':'batch','entry':[" + String.join(",", entries) + "]}")
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
        RandomSource chance =
                key.isEmpty() ? new SystemRandomSource() : hospitals.records().chance(NORTH_DOCTOR, key);
        return new WritePlanner(hospitals.records(), new IdentifierSearch(hospitals.records()), new ResourceIds(chance))
                .plan(
                        NORTH_DOCTOR,
                        bytes,
                        BundleDocument.open(new StructureChecker(), bytes).request());
    }

    private List<ChangeOutcome> write(String key, Plan plan) {
        Optional<Idempotency> named = key.isEmpty() ? Optional.empty() : Optional.of(new Idempotency(key, Digest.ZERO));
        return ((WriteOutcome.Accepted)
                        hospitals.records().write(NORTH_DOCTOR, new WriteSet(false, named, plan.changes())))
                .changes();
    }

    private static String organisation(String number) {
        return "{'resourceType':'Organization','name':'o','identifier':[{'system':'urn:mrn','value':'" + number
                + "'}]}";
    }

    private static String post(String resource, String type, String condition) {
        return "{'resource':" + resource + ",'request':{'method':'POST','url':'" + type + "'"
                + (condition.isEmpty() ? "" : ",'ifNoneExist':'" + condition + "'") + "}}";
    }
}

package health.salus.node.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.client.Answer;
import health.salus.client.SalusClient;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// FHIR over HTTP, with tokens, on a real node: ledger, vault and sessions included.
@TestInstance(Lifecycle.PER_CLASS)
class FhirOverHttpTest {

    private static final Octets BUNDLE = Octets.utf8("""
            {"resourceType":"Bundle","type":"transaction","entry":[
              {"fullUrl":"urn:uuid:6a8e1f7a-0000-4000-8000-000000000001",
               "resource":{"resourceType":"Patient","name":[{"family":"Meyer"}],"birthDate":"1970-01-01"},
               "request":{"method":"POST","url":"Patient"}},
              {"fullUrl":"urn:uuid:6a8e1f7a-0000-4000-8000-000000000002",
               "resource":{"resourceType":"Observation","status":"final","code":{"text":"weight"},
                 "subject":{"reference":"urn:uuid:6a8e1f7a-0000-4000-8000-000000000001"},
                 "valueQuantity":{"value":71.50,"unit":"kg"}},
               "request":{"method":"POST","url":"Observation"}}]}""");

    private OpenNode node;
    private SalusClient north;
    private SalusClient south;

    @BeforeAll
    void open(@TempDir Path directory) {
        node = OpenNode.start(directory);
        north = node.client(node.register("dr.adams", PrincipalKind.PRACTITIONER, OpenNode.NORTH));
        south = node.client(node.register("dr.brandt", PrincipalKind.PRACTITIONER, OpenNode.SOUTH));
    }

    @AfterAll
    void close() {
        north.close();
        south.close();
        node.close();
    }

    @Test
    void aRecordIsWrittenReadAndRefusedToOthers() throws IOException {
        List<String> places = write("key-1");
        String observation = places.get(1);

        Answer read = north.fhir().read("Observation", id(observation));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body().toUtf8()).as("the exact bytes come back").contains("\"value\":71.50,");
        JsonNode resource = new ObjectMapper().readTree(read.body().toArray());
        assertThat(resource.path("subject").path("reference").asText()).isEqualTo("Patient/" + id(places.get(0)));
        assertThat(resource.path("meta").path("versionId").asText()).isEqualTo("1");

        assertThatThrownBy(() -> south.fhir().read("Observation", id(observation)))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONSENT_DENIED));
    }

    @Test
    void aSearchFindsWhatTheCallerMaySee() throws IOException {
        List<String> places = write("key-2");
        Answer found = north.fhir().search("Observation", "patient=" + id(places.get(0)));
        JsonNode bundle = new ObjectMapper().readTree(found.body().toArray());
        assertThat(bundle.path("total").asInt()).isEqualTo(1);
    }

    @Test
    void aRepeatedRequestHasOneEffectAndTheSameAnswer() throws IOException {
        List<String> first = write("key-5");
        assertThat(write("key-5")).isEqualTo(first);
        node.restart();
        assertThat(write("key-5")).as("after a restart, too").isEqualTo(first);
        Answer found = north.fhir().search("Observation", "patient=" + id(first.get(0)));
        assertThat(new ObjectMapper()
                        .readTree(found.body().toArray())
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        Octets another = Octets.utf8(BUNDLE.toUtf8().replace("Meyer", "Schmidt"));
        assertThatThrownBy(() -> north.fhir().bundle(another, "key-5"))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
    }

    @Test
    void aRepeatedBatchHasOneEffectToo() throws IOException {
        Octets batch = Octets.utf8(BUNDLE.toUtf8()
                .replace("\"transaction\"", "\"batch\"")
                .replaceAll(
                        "\"subject\":[^}]*},",
                        "\"subject\":{\"reference\":\"" + write("key-6").get(0).replaceAll(".*(Patient/[^/]*).*", "$1")
                                + "\"},"));
        Octets first = north.fhir().bundle(batch, "key-7").body();
        assertThat(north.fhir().bundle(batch, "key-7").body()).isEqualTo(first);
    }

    /// A reference that is no literal `Patient/id` names nobody who could permit: the record stays where it was
    /// written.
    @Test
    void aClinicalRecordWithoutAPatientStaysWithItsAuthor() throws IOException {
        for (String subject : List.of(
                "",
                "\"subject\":{\"display\":\"Jane\"},",
                "\"subject\":{\"identifier\":{\"system\":\"urn:mrn\",\"value\":\"1\"}},")) {
            Octets observation = Octets.utf8("{\"resourceType\":\"Observation\"," + subject
                    + "\"status\":\"final\",\"code\":{\"text\":\"HIV\"}}");
            Answer created = north.fhir().create("Observation", observation, "unattributed-" + subject.length());
            String id = new ObjectMapper()
                    .readTree(created.body().toArray())
                    .path("id")
                    .asText();
            assertThat(north.fhir().read("Observation", id).status()).isEqualTo(200);
            assertThatThrownBy(() -> south.fhir().read("Observation", id))
                    .as(subject)
                    .isInstanceOfSatisfying(
                            SalusException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONSENT_DENIED));
        }
        Answer practitioner = north.fhir()
                .create(
                        "Practitioner",
                        Octets.utf8("{\"resourceType\":\"Practitioner\",\"name\":[{\"family\":\"Adams\"}]}"),
                        "directory-1");
        String id = new ObjectMapper()
                .readTree(practitioner.body().toArray())
                .path("id")
                .asText();
        assertThat(south.fhir().read("Practitioner", id).status()).isEqualTo(200);
    }

    @Test
    void aPatientsTokenReachesNobodyElse() throws IOException {
        String mine = id(write("key-3").get(0));
        String others = id(write("key-4").get(0));
        PrincipalId patient = node.register("patient.3", PrincipalKind.PATIENT, OpenNode.NORTH);
        node.decide(new health.salus.contracts.identity.IdentityCommand.BindPatient(
                health.salus.fhir.bundle.ResourceIds.subjectOf(mine), patient));
        try (SalusClient own = node.client(patient)) {
            assertThat(own.fhir().read("Patient", mine).status()).isEqualTo(200);
            assertThatThrownBy(() -> own.fhir().read("Patient", others))
                    .isInstanceOfSatisfying(
                            SalusException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOKEN_FOR_ANOTHER_PATIENT));
        }
    }

    /// @return where the entries came to lie, such as `Patient/1/_history/1`
    private List<String> write(String key) throws IOException {
        Answer written = north.fhir().bundle(BUNDLE, key);
        assertThat(written.status()).isEqualTo(200);
        JsonNode answer = new ObjectMapper().readTree(written.body().toArray());
        return List.of(
                answer.path("entry").path(0).path("response").path("location").asText(),
                answer.path("entry").path(1).path("response").path("location").asText());
    }

    private static String id(String location) {
        String[] parts = location.split("/");
        return parts[List.of(parts).indexOf("_history") - 1];
    }
}

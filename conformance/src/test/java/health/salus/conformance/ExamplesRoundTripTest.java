package health.salus.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.salus.client.Fhir;
import health.salus.client.SalusClient;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.node.web.OpenNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HL7's own examples, under their own ids.
@Tag("testdata")
class ExamplesRoundTripTest {

    private final ObjectMapper mapper = new ObjectMapper();

    private record Example(String type, String id, String text) {
        String name() {
            return type + "/" + id;
        }
    }

    /// Four refer to a type that R4 does not allow in that place, one leaves a mandatory element out.
    private static final Set<String> NOT_R4 = Set.of(
            "DeviceMetric/example",
            "DeviceUseStatement/example",
            "MedicationRequest/medrx0301",
            "Observation/clinical-gender",
            "Questionnaire/qs1");

    @Test
    void everyExampleGoesInAndComesBack(@TempDir Path directory) throws IOException {
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(370);
        try (OpenNode node = OpenNode.start(directory);
                SalusClient client =
                        node.client(node.register("dr.adams", PrincipalKind.PRACTITIONER, OpenNode.NORTH))) {
            for (Example example : examples) {
                if (NOT_R4.contains(example.name())) {
                    assertRefused(client, example, ErrorCode.INVALID_STRUCTURE);
                    continue;
                }
                if (example.type.equals("Consent")) {
                    // Most leave out what their rule does, all name parties that nobody registered here.
                    assertRefused(client, example, ErrorCode.CONSENT_NOT_ENFORCEABLE);
                }
                put(client.fhir().leniently(), example);
                String stored = client.content(example.type, example.id, 1).toUtf8();
                assertThat(withoutServerMeta(stored))
                        .as(example.name())
                        .isEqualTo(withoutServerMeta(expected(example)));
                JsonNode served = mapper.readTree(
                        client.fhir().read(example.type, example.id).body().toArray());
                assertThat(served.path("meta").path("versionId").asText()).isEqualTo("1");
            }
        }
    }

    private static void assertRefused(SalusClient client, Example example, ErrorCode code) {
        assertThatThrownBy(() -> put(client.fhir(), example))
                .as(example.name())
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static void put(Fhir fhir, Example example) {
        fhir.update(
                example.type,
                example.id,
                Octets.utf8(example.text),
                Optional.empty(),
                "put-" + example.type + "-" + example.id);
    }

    /// What a token sends stays a draft, of a Consent that nobody can sign as of any other.
    private static String expected(Example example) {
        return example.type.equals("Consent")
                ? example.text.replaceFirst("\"status\"(\\s*):(\\s*)\"active\"", "\"status\"$1:$2\"draft\"")
                : example.text;
    }

    /// Exact text, but for the two members of `meta` that are the server's to say: in those examples that have them,
    /// what is left of `meta` is compared as JSON.
    private String withoutServerMeta(String text) throws IOException {
        JsonNode tree = mapper.readTree(text);
        JsonNode meta = tree.path("meta");
        if (!meta.has("versionId") && !meta.has("lastUpdated") && !meta.isMissingNode()) {
            return text;
        }
        ObjectNode resource = (ObjectNode) tree;
        if (meta instanceof ObjectNode object) {
            object.remove(List.of("versionId", "lastUpdated"));
            if (object.isEmpty()) {
                resource.remove("meta");
            }
        }
        return resource.toString();
    }

    private List<Example> examples() throws IOException {
        List<Example> found = new ArrayList<>();
        for (Path file : PublicData.files("fhir-r4-examples")) {
            String text = PublicData.read(file);
            JsonNode resource = mapper.readTree(text);
            // Two files of the set are empty.
            if (resource.has("resourceType")) {
                found.add(new Example(
                        resource.path("resourceType").asText(),
                        resource.path("id").asText(),
                        text));
            }
        }
        return found;
    }
}

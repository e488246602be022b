package health.salus.fhir.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.salus.fhir.Samples;
import health.salus.fhir.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Our paths find what the expressions say, according to HL7's own FHIRPath engine.
final class SearchOracleTest {
    /// Examples that are larger describe all of FHIR.
    private static final long LARGEST = 1_000_000;

    private static final int EVERY = 50;

    private final FhirPathOracle oracle = new FhirPathOracle();

    @Test
    void pathsFindWhatTheExpressionsSay() {
        assertThat(oracle.differences(Samples.PATIENT)).isEmpty();
        assertThat(oracle.differences(Samples.OBSERVATION)).isEmpty();
    }

    @Test
    @Tag("testdata")
    void pathsFindWhatTheExpressionsSayInTheExamplesOfHl7() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        for (Path file : TestData.examples()) {
            long size = Files.size(file);
            if (size > 0 && size < LARGEST) {
                oracle.differences(Files.readString(file))
                        .forEach((name, both) -> differences.put(file.getFileName() + ": " + name, both));
            }
        }
        assertThat(differences).isEmpty();
        assertThat(oracle.compared()).isGreaterThan(4_000);
    }

    @Test
    @Tag("testdata")
    void pathsFindWhatTheExpressionsSayInRecordsOfSynthea() throws IOException {
        for (Path file : TestData.synthea().subList(0, 4)) {
            JsonNode entries = ResourceNode.tree(TestData.read(file)).path("entry");
            for (int i = 0; i < entries.size(); i += EVERY) {
                String json = entries.get(i).path("resource").toString();
                assertThat(oracle.differences(json)).as(json).isEmpty();
            }
        }
    }
}

package health.salus.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.fhir.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every published example is right, save those that break the specification themselves.
@Tag("testdata")
final class StructureExamplesTest {
    /// HL7's examples that are wrong, and what about them.
    private static final Map<String, String> WRONG = Map.of(
            "Bundle-v3-valuesets.json", "an empty file",
            "Bundle-valueset-expansions.json", "an empty file",
            "DeviceMetric-example.json", "DeviceMetric.parent.reference",
            "DeviceUseStatement-example.json", "DeviceUseStatement.reasonReference[0].reference",
            "MedicationRequest-medrx0301.json", "MedicationRequest.dispenseRequest.performer.reference",
            "Observation-clinical-gender.json", "Observation.performer[0].reference",
            "Questionnaire-qs1.json", "Questionnaire.item[0].item[0].linkId");

    private final StructureChecker checker = new StructureChecker();

    @Test
    void examplesOfHl7AreRight() throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        for (Path file : TestData.examples()) {
            Checked checked = checker.check(TestData.read(file));
            if (!checked.issues().isEmpty()) {
                boolean empty = Files.size(file) == 0;
                wrong.put(
                        file.getFileName().toString(),
                        empty ? "an empty file" : checked.issues().getFirst().location());
            }
        }
        assertThat(wrong).isEqualTo(new TreeMap<>(WRONG));
    }

    @Test
    void recordsOfSyntheaAreRight() throws IOException {
        int resources = 0;
        for (Path file : TestData.synthea()) {
            Checked checked = checker.check(TestData.read(file));
            assertThat(checked.issues()).as(file.toString()).isEmpty();
            resources += checked.resources().size() - 1;
        }
        assertThat(resources).isGreaterThan(26_000);
    }
}

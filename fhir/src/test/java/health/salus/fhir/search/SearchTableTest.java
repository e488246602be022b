package health.salus.fhir.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.fhir.structure.StructureModel;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every place that the table names can be compared with, save those where the specification itself says nothing.
final class SearchTableTest {
    private static final Set<String> NOTHING_TO_COMPARE =
            Set.of("DATE Age", "DATE Range", "DATE string", "QUANTITY SampledData", "REFERENCE Attachment");

    private static final Map<ParameterType, String> SAMPLES = Map.of(
            ParameterType.DATE, "2020",
            ParameterType.NUMBER, "1",
            ParameterType.QUANTITY, "1",
            ParameterType.STRING, "a",
            ParameterType.TOKEN, "true",
            ParameterType.REFERENCE, "a",
            ParameterType.URI, "a");

    @Test
    void everyTypeOfValueHasAComparison() {
        Set<String> silent = new TreeSet<>();
        for (String type : StructureModel.r4().resourceTypes()) {
            for (SearchParameter parameter : SearchModel.r4().parameters(type)) {
                if (parameter.type() == ParameterType.COMPOSITE) {
                    continue;
                }
                Operand operand = operand(parameter);
                for (ElementPath path : parameter.paths()) {
                    if (operand.against(path).equals(ValueTest.NEVER)) {
                        silent.add(parameter.type() + " " + path.type());
                    }
                }
            }
        }
        assertThat(silent).isEqualTo(new TreeSet<>(NOTHING_TO_COMPARE));
    }

    private static Operand operand(SearchParameter parameter) {
        String sample = Objects.requireNonNull(SAMPLES.get(parameter.type()));
        ClauseReader reader = new ClauseReader(new SearchContext(Searching.NOW, ""), parameter, "");
        return reader.read(sample).orElseThrow().operands().getFirst();
    }

    @Test
    void parametersOfAllResourcesAreThoseOfEach() {
        assertThat(SearchModel.r4().parameters("Patient"))
                .extracting(SearchParameter::name)
                .contains("_id", "_lastUpdated", "_tag", "name", "birthdate");
        assertThat(SearchModel.r4().parameters("Parameters"))
                .extracting(SearchParameter::name)
                .containsExactly("_id", "_lastUpdated", "_profile", "_security", "_source", "_tag");
        SearchParameter subject =
                SearchModel.r4().parameter("Observation", "subject").orElseThrow();
        assertThat(subject.targets()).containsExactlyInAnyOrder("Device", "Group", "Location", "Patient");
        assertThat(subject.ofPatient()).isTrue();
        assertThat(subject.type().code()).isEqualTo("reference");
    }
}

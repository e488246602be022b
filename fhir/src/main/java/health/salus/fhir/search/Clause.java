package health.salus.fhir.search;

import java.util.List;
import java.util.stream.Collectors;

/// One criterion of a query, compiled.
///
/// @param modifier without its colon, empty for none
/// @param operands what is compared with, any of them; empty where there is nothing to say about them
/// @param values the values in their normal form
record Clause(
        SearchParameter parameter, String modifier, List<Operand> operands, List<String> values, Criterion criterion) {
    /// The same text for every way of asking the same.
    String normalised() {
        String name = modifier.isEmpty() ? parameter.name() : parameter.name() + ":" + modifier;
        return name + "="
                + values.stream()
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining(","))
                        .replace("&", "\\&");
    }

    boolean isPlain() {
        return modifier.isEmpty();
    }
}

package health.salus.fhir.bundle;

import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.search.QueryParameter;
import health.salus.fhir.structure.Address;
import java.util.List;
import java.util.Optional;

/// The normal form of a condition: equal conditions are equal text, whatever their spelling in the URL.
final class Criteria {
    private Criteria() {}

    /// The criteria by which a condition is kept.
    static String of(String type, String query) {
        List<QueryParameter> parameters = QueryParameter.parse(query);
        for (QueryParameter parameter : parameters) {
            if (parameter.name().equals("identifier")) {
                int bar = parameter.value().indexOf('|');
                String value = parameter.value().substring(bar + 1);
                return new IdentifierToken(Optional.empty(), value).criteria(type);
            }
        }
        return sorted(type, parameters);
    }

    /// The very condition, whatever the order and spelling of its parameters.
    static String exactly(Address.Conditional condition) {
        return sorted(condition.type(), QueryParameter.parse(condition.query()));
    }

    private static String sorted(String type, List<QueryParameter> parameters) {
        List<String> sorted = parameters.stream()
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .sorted()
                .toList();
        return type + "?" + String.join("&", sorted);
    }
}

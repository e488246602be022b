package health.salus.fhir.search;

import health.salus.fhir.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Queries as text, for tests: `type?name=value&name=value`, not escaped as URLs are.
final class Searching {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant UPDATED = Instant.parse("2026-02-03T04:05:06.789123Z");
    static final String BASE = "https://node.example/fhir";

    private Searching() {}

    static SearchQuery query(String text) {
        return query(text, true);
    }

    static SearchQuery query(String text, boolean strict) {
        int mark = text.indexOf('?');
        List<QueryParameter> parameters = parameters(text.substring(mark + 1));
        return mark == 0
                ? QueryReader.readAcrossTypes(parameters, strict, BASE, NOW)
                : QueryReader.read(mark < 0 ? text : text.substring(0, mark), parameters, strict, BASE, NOW);
    }

    private static List<QueryParameter> parameters(String text) {
        List<QueryParameter> parameters = new ArrayList<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.add(new QueryParameter(pair.substring(0, equals), pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    static ResourceNode node(String json) {
        var tree = ResourceNode.tree(Samples.bytes(json));
        return new ResourceNode(
                tree.path("resourceType").asText(), tree.path("id").asText(), 1, UPDATED, tree);
    }

    static boolean finds(String query, String json) {
        return query(query).matches(node(json));
    }

    /// An Observation with more members.
    static String observation(String members) {
        return "{\"resourceType\":\"Observation\",\"id\":\"o\"" + (members.isEmpty() ? "" : ",") + members + "}";
    }
}

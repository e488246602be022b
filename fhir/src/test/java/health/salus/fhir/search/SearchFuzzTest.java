package health.salus.fhir.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import health.salus.fhir.FhirException;
import health.salus.fhir.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is asked, of whatever tree, there is an answer or a refusal with a code.
final class SearchFuzzTest {
    private static final int RUNS = 40_000;
    private static final long SEED = Long.getLong("salus.seed", 42);
    private static final String[] TYPES = {"Patient", "Observation", "Condition", "Bundle", "MolecularSequence", "Basic"
    };
    private static final String[] PIECES = {
        "a",
        "Patient/p1",
        "|",
        "\\",
        ",",
        "$",
        "http://loinc.org",
        "8867-4",
        "ge",
        "ap",
        "2024-02-29",
        "T10:00",
        "Z",
        "+01:00",
        "1e2",
        "-",
        ".",
        "99",
        "é",
        "\u0000",
        "\ud800",
        "ß",
        " ",
        "urn:uuid:",
        "#",
        "/_history/1",
        "true"
    };
    private static final String[] MODIFIERS = {
        "", "", "", "missing", "exact", "contains", "not", "text", "identifier", "Patient", "of-type", "below", "x", ":"
    };

    private final Random random = new Random(SEED);
    private final List<ResourceNode> nodes = List.of(
            Searching.node(Samples.PATIENT),
            Searching.node(Samples.OBSERVATION),
            Searching.node(Samples.BUNDLE.formatted()));

    @Test
    void anyQueryIsAnsweredOrRefused() {
        int answered = 0;
        for (int run = 0; run < RUNS; run++) {
            String type = pick(TYPES);
            List<QueryParameter> parameters = parameters(type);
            try {
                SearchQuery query = read(type, parameters, random.nextBoolean());
                nodes.forEach(query::matches);
                query.sorted(nodes);
                query.candidates();
                assertThat(read(type, shuffled(parameters), false).normalised()).isEqualTo(query.normalised());
                answered++;
            } catch (FhirException _) {
                // A refusal, with its code.
            } catch (RuntimeException e) {
                fail("seed %d, run %d: %s?%s".formatted(SEED, run, type, parameters), e);
            }
        }
        assertThat(answered).as("seed %d", SEED).isGreaterThan(RUNS / 10);
    }

    @Test
    void anyTreeIsSearched() {
        List<SearchQuery> queries = List.of(
                Searching.query(
                        "Patient?name=a&gender=b&birthdate=ge2000&identifier=x|y&general-practitioner=1&address=c"),
                Searching.query(
                        "Observation?date=2000&code-value-quantity=a$gt1&value-quantity=1||mg&subject:identifier=a"),
                Searching.query("Patient?_sort=name,birthdate,-general-practitioner,identifier,deceased,_profile"));
        for (int run = 0; run < RUNS; run++) {
            JsonNode tree = mangled(nodes.get(random.nextInt(2)).json(), 0);
            ResourceNode node =
                    new ResourceNode(random.nextBoolean() ? "Patient" : "Observation", "a", 1, Searching.NOW, tree);
            try {
                for (SearchQuery query : queries) {
                    query.matches(node);
                    query.sorted(List.of(node, nodes.getFirst()));
                }
            } catch (RuntimeException e) {
                fail("seed %d, run %d: %s".formatted(SEED, run, tree), e);
            }
        }
    }

    private static SearchQuery read(String type, List<QueryParameter> parameters, boolean strict) {
        return QueryReader.read(type, parameters, strict, Searching.BASE, Searching.NOW);
    }

    private List<QueryParameter> parameters(String type) {
        List<String> names = SearchModel.r4().parameters(type).stream()
                .map(SearchParameter::name)
                .toList();
        List<QueryParameter> parameters = new ArrayList<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            String name = random.nextInt(20) == 0 ? pick(PIECES) : names.get(random.nextInt(names.size()));
            String modifier = pick(MODIFIERS);
            StringBuilder value = new StringBuilder();
            for (int pieces = random.nextInt(5); pieces >= 0; pieces--) {
                value.append(pick(PIECES));
            }
            parameters.add(new QueryParameter(modifier.isEmpty() ? name : name + ":" + modifier, value.toString()));
        }
        return parameters;
    }

    private <T> List<T> shuffled(List<T> list) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /// The tree with some values in the wrong form: what no checker let in, and still must do no harm.
    private JsonNode mangled(JsonNode node, int depth) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (depth > 0 && random.nextInt(12) == 0) {
            return switch (random.nextInt(6)) {
                case 0 -> factory.nullNode();
                case 1 -> factory.numberNode(Double.POSITIVE_INFINITY);
                case 2 -> factory.textNode(pick(PIECES));
                case 3 -> factory.arrayNode().add(factory.arrayNode().add(node));
                case 4 -> factory.objectNode();
                default -> factory.booleanNode(true);
            };
        }
        if (node.isArray()) {
            var array = factory.arrayNode();
            node.forEach(item -> array.add(mangled(item, depth + 1)));
            return array;
        }
        if (node.isObject()) {
            var object = factory.objectNode();
            node.properties().forEach(member -> object.set(member.getKey(), mangled(member.getValue(), depth + 1)));
            return object;
        }
        return node;
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}

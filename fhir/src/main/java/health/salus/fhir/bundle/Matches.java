package health.salus.fhir.bundle;

import health.salus.fhir.FhirException;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.search.QueryParameter;
import health.salus.fhir.structure.Address;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// What the conditions in a request find. They are asked for together where that can be: a question goes to every
/// member of the network.
final class Matches {
    /// What was answered stays known when a later question is refused.
    private static final int MAX_QUESTION = 200;

    private final ConditionalSearch search;
    private final Caller caller;
    private final Map<Address.Conditional, List<ResourceId>> found = new HashMap<>();

    Matches(ConditionalSearch search, Caller caller) {
        this.search = search;
        this.caller = caller;
    }

    /// Looks ahead. What asks for more than an identifier is decided by this node alone, and left to its entry.
    void prepare(Collection<Address.Conditional> wanted) {
        List<Address.Conditional> asked =
                wanted.stream().filter(Matches::isIdentifier).toList();
        try {
            for (int from = 0; from < asked.size(); from += MAX_QUESTION) {
                ask(asked.subList(from, Math.min(from + MAX_QUESTION, asked.size())));
            }
        } catch (FhirException refused) {
            // Whatever is wrong is found again by the entry whose fault it is.
        }
    }

    private static boolean isIdentifier(Address.Conditional condition) {
        List<QueryParameter> parameters = QueryParameter.parse(condition.query());
        return parameters.size() == 1 && parameters.getFirst().name().equals("identifier");
    }

    private void ask(List<Address.Conditional> conditions) {
        Iterator<List<ResourceId>> matches = search.matches(caller, conditions).iterator();
        conditions.forEach(condition -> found.put(condition, matches.next()));
    }

    List<ResourceId> of(Address.Conditional condition) {
        List<ResourceId> known = found.get(condition);
        return known == null ? search.matches(caller, condition.type(), condition.query()) : known;
    }
}

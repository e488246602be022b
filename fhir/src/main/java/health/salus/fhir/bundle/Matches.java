package health.salus.fhir.bundle;

import health.salus.fhir.FhirException;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.structure.Address;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// What the conditions in a request find. They are asked for together where that can be: a question goes to every
/// member of the network.
final class Matches {
    private final ConditionalSearch search;
    private final Caller caller;
    private final Map<Address.Conditional, List<ResourceId>> found = new HashMap<>();

    Matches(ConditionalSearch search, Caller caller) {
        this.search = search;
        this.caller = caller;
    }

    /// Looks ahead.
    void prepare(Collection<Address.Conditional> wanted) {
        try {
            Iterator<List<ResourceId>> matches =
                    search.matches(caller, List.copyOf(wanted)).iterator();
            wanted.forEach(condition -> found.put(condition, matches.next()));
        } catch (FhirException wrong) {
            // One of them is: it is asked for again by the entry whose fault it is.
        }
    }

    List<ResourceId> of(Address.Conditional condition) {
        List<ResourceId> known = found.get(condition);
        return known == null ? search.matches(caller, condition.type(), condition.query()) : known;
    }
}

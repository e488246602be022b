package health.salus.fhir.search;

import health.salus.fhir.record.StoredResource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/// Finds the resources that a query means among those that its caller may see. Safe for many threads.
public final class SearchEngine {
    private SearchEngine() {}

    /// The matches in the order that the query asks for: without one, the latest first.
    public static List<StoredResource> matches(SearchQuery query, List<StoredResource> candidates) {
        IdentityHashMap<ResourceNode, StoredResource> found = new IdentityHashMap<>();
        List<ResourceNode> nodes = new ArrayList<>();
        for (StoredResource candidate : candidates) {
            ResourceNode node = ResourceNode.of(candidate);
            if (query.matches(node)) {
                found.put(node, candidate);
                nodes.add(node);
            }
        }
        return query.sorted(nodes).stream()
                .map(node -> Objects.requireNonNull(found.get(node)))
                .toList();
    }
}

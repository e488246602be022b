package health.salus.fhir.bundle;

import health.salus.fhir.record.ResourceId;
import health.salus.fhir.structure.Address;
import health.salus.fhir.structure.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the links within a Bundle come to mean once its entries have their ids (R4 bundle.html#references,
/// http.html#trules).
final class References {
    private static final int NONE = -1;

    private final Map<String, Integer> byFullUrl = new HashMap<>();
    private final Map<String, ResourceId> conditional = new HashMap<>();
    private final List<EntryRequest> entries;
    private final int[][] targets;

    References(List<EntryRequest> entries) {
        this.entries = entries;
        targets = new int[entries.size()][];
        for (int i = 0; i < entries.size(); i++) {
            int index = i;
            entries.get(i).fullUrl().ifPresent(fullUrl -> byFullUrl.put(fullUrl, index));
        }
    }

    /// The entries that the links within one point at, or -1 for each link that points elsewhere.
    int[] targets(int from) {
        if (targets[from] == null) {
            List<Link> links = entries.get(from).links();
            targets[from] = new int[links.size()];
            for (int i = 0; i < targets[from].length; i++) {
                targets[from][i] = target(from, links.get(i));
            }
        }
        return targets[from];
    }

    private int target(int from, Link link) {
        Integer exact = byFullUrl.get(link.value());
        if (exact != null) {
            return exact;
        }
        // A relative reference is relative to the server that the entry's own fullUrl names.
        String own = entries.get(from).fullUrl().orElse("urn:");
        boolean relative = link.kind() == Link.Kind.REFERENCE
                && !own.startsWith("urn:")
                && Address.parse(link.value()) instanceof Address.Local;
        if (relative && Address.parse(own) instanceof Address.Remote remote) {
            return byFullUrl.getOrDefault(remote.base() + "/" + link.value(), NONE);
        }
        return NONE;
    }

    boolean knowsCondition(String reference) {
        return conditional.containsKey(reference);
    }

    void resolve(String reference, ResourceId id) {
        conditional.put(reference, id);
    }

    /// Most values are no conditions; telling so is cheaper than looking for them.
    private @Nullable ResourceId resolved(String value) {
        return value.indexOf('?') < 0 ? null : conditional.get(value);
    }

    /// What the links within an entry mean, as far as the entries' addresses are known.
    List<String> addresses(int from, List<Draft> drafts) {
        List<Link> links = entries.get(from).links();
        int[] pointed = targets(from);
        List<String> addresses = new ArrayList<>(links.size());
        for (int i = 0; i < pointed.length; i++) {
            String value = links.get(i).value();
            ResourceId id = pointed[i] == NONE
                    ? resolved(value)
                    : drafts.get(pointed[i]).address();
            addresses.add(id == null ? value : id.toString());
        }
        return addresses;
    }
}

package health.salus.fhir.structure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a resource contains, and the references to it from within (R4 references.html#contained).
final class Container {
    private final Map<String, String> typesById = new HashMap<>(4);
    private final List<LocalReference> references = new ArrayList<>(4);

    private record LocalReference(String id, Set<String> targets, String location, long offset) {}

    /// Whether the id is new among the contained resources.
    boolean contains(String id, String type) {
        return typesById.putIfAbsent(id, type) == null;
    }

    void refers(String id, Set<String> targets, String location, long offset) {
        references.add(new LocalReference(id, targets, location, offset));
    }

    /// Invariant ref-1: a reference to a contained resource has one to point at; and it has to be of the right type.
    void resolve(Findings findings) {
        for (LocalReference reference : references) {
            String type = typesById.get(reference.id());
            String fault;
            if (type == null) {
                fault = "refers to a contained resource that is not there";
            } else if (!reference.targets().isEmpty() && !reference.targets().contains(type)) {
                fault = "must not refer to a " + type;
            } else {
                continue;
            }
            findings.add(new Issue(
                    Issue.Severity.ERROR, IssueType.INVARIANT, reference.location(), reference.offset(), fault));
        }
    }
}

package health.salus.fhir.structure;

import java.util.List;

/// What one pass over a document found.
///
/// @param resources the document itself first, then for a Bundle each entry's resource, in order
public record Checked(List<Issue> issues, List<Outline> resources) {
    /// Whether nothing speaks against the document.
    public boolean acceptable() {
        return issues.stream().noneMatch(Issue::refuses);
    }

    /// The document itself. Only an acceptable one is sure to have it.
    public Outline root() {
        return resources.getFirst();
    }
}

package health.salus.fhir.bundle;

import health.salus.fhir.record.Subjects;
import health.salus.fhir.structure.Link;
import health.salus.fhir.structure.Outline;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.Octets;

/// Tells from what was stored whom it is about, as it was told when it was written. Safe for many threads.
public final class ResourceSubjects {
    private final StructureChecker checker = new StructureChecker();

    public Subjects of(Octets stored) {
        byte[] json = stored.toArray();
        Outline resource = BundleDocument.acceptable(checker.check(json)).root();
        return Classifier.classify(
                new ResourceParts(json, resource),
                resource.id().orElse(""),
                resource.links().stream().map(Link::value).toList());
    }
}

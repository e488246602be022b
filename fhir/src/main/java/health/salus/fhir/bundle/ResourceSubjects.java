package health.salus.fhir.bundle;

import health.salus.fhir.record.Subjects;
import health.salus.fhir.structure.Checked;
import health.salus.fhir.structure.Issue;
import health.salus.fhir.structure.IssueType;
import health.salus.fhir.structure.Link;
import health.salus.fhir.structure.Outline;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.Octets;

/// Tells from what was stored whom it is about, as it was told when it was written. Safe for many threads.
public final class ResourceSubjects {
    private final StructureChecker checker = new StructureChecker();

    public Subjects of(Octets stored) {
        byte[] json = stored.toArray();
        Checked checked = checker.check(json);
        // What was stored met the rules of its time: only what cannot be read to its end is refused.
        Outline resource = (isWhole(checked) ? checked : BundleDocument.acceptable(checked)).root();
        return Classifier.classify(
                new ResourceParts(json, resource),
                resource.id().orElse(""),
                resource.links().stream().map(Link::value).toList());
    }

    private static boolean isWhole(Checked checked) {
        return !checked.resources().isEmpty()
                && checked.issues().stream()
                        .noneMatch(issue ->
                                issue.severity() == Issue.Severity.FATAL || issue.type() == IssueType.TOO_COSTLY);
    }
}

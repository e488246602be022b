package health.salus.node.fhir;

import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.bundle.ResourceSubjects;
import health.salus.fhir.record.Subjects;
import health.salus.platform.records.RecordPatients;
import health.salus.platform.records.StoredRecord;
import java.util.List;

/// Tells the platform from a resource's bytes whom it is about, as it was told when it was written.
public final class StoredPatients implements RecordPatients {

    private final ResourceSubjects resources = new ResourceSubjects();

    @Override
    public About of(StoredRecord stored) {
        Subjects subjects = resources.of(stored.bytes());
        return new About(
                subjects.patients().stream().map(ResourceIds::subjectOf).toList(), List.copyOf(subjects.labels()));
    }
}

package health.salus.platform.records;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.SubjectId;

/// What stands in a segment's descriptor in place of a patient when it holds an organisation's directory.
final class DirectorySubject {

    private DirectorySubject() {}

    static SubjectId of(OrganisationId organisation) {
        return new SubjectId("directory." + organisation.value());
    }
}

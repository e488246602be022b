package health.salus.platform.records;

import health.salus.contracts.records.SecurityLabel;
import health.salus.kernel.SubjectId;
import java.util.List;

/// A port: tells whom a stored record is about. The platform moves records as bytes; who knows their format answers.
@FunctionalInterface
public interface RecordPatients {

    About of(StoredRecord stored);

    /// @param patients all whom the record is about
    /// @param labels those that the record carries
    record About(List<SubjectId> patients, List<SecurityLabel> labels) {
        public About {
            patients = List.copyOf(patients);
            labels = List.copyOf(labels);
        }
    }
}

package health.salus.platform.records;

import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.Octets;
import health.salus.kernel.SubjectId;
import java.util.List;
import java.util.Optional;

/// What one resource becomes. A resource without a subject belongs to the organisation's directory.
public sealed interface RecordChange {

    String type();

    String id();

    /// The version that the resource has afterwards; 1 creates it.
    long version();

    Optional<SubjectId> subject();

    default ResourceKey key() {
        return ResourceKey.of(type(), id());
    }

    /// A new version with content.
    ///
    /// @param typeGroup the type's; the directory's for what is about no patient
    /// @param labels from `meta.security`
    /// @param bytes exactly as they will come back, without the server's `meta`
    record Put(
            String type,
            String id,
            long version,
            Optional<SubjectId> subject,
            TypeGroup typeGroup,
            List<SecurityLabel> labels,
            Octets bytes)
            implements RecordChange {}

    /// A version without content; the earlier ones stay.
    record Delete(String type, String id, long version, Optional<SubjectId> subject) implements RecordChange {}
}

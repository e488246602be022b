package health.salus.portal;

import health.salus.kernel.Octets;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One patient's record, as far as the caller may see it. Every document that is returned counts as disclosed.
public interface PatientRecord {

    /// Bounds one page of the timeline, and so what one look discloses.
    int MAX_PAGE_SIZE = 200;

    /// The documents of the asked kinds, newest first by [ClinicalDate].
    Reading read(Caller caller, SubjectId subject, Query query);

    /// One document in its current version. One that is not there and one that may not be seen answer alike.
    Reading readOne(Caller caller, SubjectId subject, DocumentKey key);

    /// Which part of the record is asked for; no kinds means all of them.
    record Query(Set<RecordKind> kinds, int offset, int limit) {
        public Query {
            if (offset < 0 || limit < 1 || limit > MAX_PAGE_SIZE) {
                throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE_SIZE + " documents");
            }
            kinds = Set.copyOf(kinds);
        }
    }

    /// Names a document: FHIR resource type and logical id.
    record DocumentKey(String resourceType, String id) {}

    /// A document as it is kept, with who wrote it.
    ///
    /// @param json the exact FHIR R4 JSON
    record Document(DocumentKey key, String version, Instant lastUpdated, String author, Octets json) {}

    /// What a look into the record gave.
    sealed interface Reading {
        /// @param counts how many documents of each kind the caller may see, whatever was asked for
        /// @param more whether documents follow after this page
        record Opened(List<Document> documents, Map<RecordKind, Integer> counts, boolean more) implements Reading {}

        record Refused(Refusal refusal) implements Reading {}
    }
}

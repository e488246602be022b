package health.salus.portal;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who read, or was refused, what of a record, when and why.
public interface AccessTrail {

    /// Bounds one page of the trail.
    int MAX_PAGE_SIZE = 100;

    /// Entries newest first.
    Page entries(Caller caller, SubjectId subject, Query query);

    /// Which entries are asked for.
    ///
    /// @param text part of the name of a reader or an organisation; empty for all
    record Query(
            Optional<Outcome> outcome,
            String text,
            Optional<LocalDate> from,
            Optional<LocalDate> until,
            int offset,
            int limit) {
        public Query {
            if (offset < 0 || limit < 1 || limit > MAX_PAGE_SIZE) {
                throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE_SIZE + " entries");
            }
        }
    }

    /// A part of the trail.
    record Page(List<Entry> entries, boolean more) {}

    /// One access or refusal.
    ///
    /// @param purpose empty when it is not known, or none that these pages have words for
    /// @param shown how many documents of each kind were shown; empty for a refusal
    /// @param deferred whether it happened in a downtime and was reported later
    record Entry(
            Instant at,
            Reader reader,
            Optional<PurposeOfUse> purpose,
            Outcome outcome,
            Map<ShownKind, Integer> shown,
            Optional<ErrorCode> refusal,
            boolean deferred,
            Optional<Receipts.ReceiptId> receipt) {}

    /// Who it was, by the names of the directory.
    record Reader(String name, String organisation) {}

    /// How it ended.
    enum Outcome {
        SHOWN,
        REFUSED,
        /// Shown without a permission, in an emergency, with a reason given.
        EMERGENCY
    }
}

package health.salus.platform.audit;

import health.salus.contracts.access.DenialRecord;
import health.salus.contracts.access.DisclosureRecord;
import health.salus.contracts.access.SessionRecord;
import health.salus.contracts.records.SegmentRecord;
import health.salus.kernel.Digest;
import java.time.Instant;
import java.util.Optional;

/// Something that happened to a patient's record.
public sealed interface HistoryEntry {

    Instant time();

    /// The transaction whose receipt proves it to the patient. What a node reports in a batch is about others too, so a
    /// disclosure is proven by the opening of its session. A record that was written together with those of others
    /// is
    /// named by their common transaction, whose receipt only its author may have ([ReceiptAccess]).
    Optional<Digest> transaction();

    /// What kind of entry it is.
    Kind kind();

    /// The kinds of entries, each kept in a list of its own.
    enum Kind {
        OPENED,
        SHOWN,
        REFUSED,
        WRITTEN
    }

    /// Somebody was permitted to read.
    record Opened(SessionRecord session) implements HistoryEntry {
        @Override
        public Instant time() {
            return session.openedAt();
        }

        @Override
        public Optional<Digest> transaction() {
            return Optional.of(session.transaction());
        }

        @Override
        public Kind kind() {
            return Kind.OPENED;
        }
    }

    /// Something was shown to somebody.
    ///
    /// @param opening the transaction that opened the session
    record Shown(DisclosureRecord disclosure, Optional<Digest> opening) implements HistoryEntry {
        @Override
        public Instant time() {
            return disclosure.time();
        }

        @Override
        public Optional<Digest> transaction() {
            return opening;
        }

        @Override
        public Kind kind() {
            return Kind.SHOWN;
        }
    }

    /// Somebody was refused.
    record Refused(DenialRecord denial) implements HistoryEntry {
        @Override
        public Instant time() {
            return denial.time();
        }

        @Override
        public Optional<Digest> transaction() {
            return denial.refused();
        }

        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }
    }

    /// Records were written.
    record Written(SegmentRecord segment) implements HistoryEntry {
        @Override
        public Instant time() {
            return segment.time();
        }

        @Override
        public Optional<Digest> transaction() {
            return Optional.of(segment.transaction());
        }

        @Override
        public Kind kind() {
            return Kind.WRITTEN;
        }
    }
}

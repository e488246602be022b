package health.salus.platform.audit;

import health.salus.contracts.access.AccessCommand.Denial;
import health.salus.contracts.records.ResourceKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What this node has shown and refused, kept on its disk until the ledger has it. A port.
public interface DisclosureJournal {

    /// Something that leaves a trace.
    sealed interface Entry {

        /// Segments that are about to be decrypted; what is shown of them follows.
        record Opened(SessionId session, PrincipalId actor, List<SegmentId> segments, Instant time) implements Entry {}

        /// Resources that are about to be shown to somebody.
        record Shown(SessionId session, PrincipalId actor, List<ResourceKey> resources, Instant time)
                implements Entry {}

        /// A refusal that came before any session.
        record Denied(Denial denial) implements Entry {}
    }

    /// Survives the death of this process when it returns; and a power cut too, when `forced`.
    void append(Entry entry, boolean forced);

    /// The oldest entries that are not on the ledger yet.
    List<Numbered> unreported(int limit);

    /// The report that was begun last and has not come to its end: whether the ledger took it is not known.
    Optional<Report> underWay();

    /// Durable when it returns, so that not even a restart has the same entries reported under a second signature.
    void begin(Report report);

    /// These entries are final on the ledger. Named one by one: an entry with a lower number may come to disk later.
    /// Ends the report that is under way.
    void reported(List<Long> entries);

    /// The ledger will never take the report that is under way as it is; its entries stay.
    void abandon();

    /// The ledger refused these entries for good: they are kept apart, and no longer in the way of the others. Ends the
    /// report that is under way.
    void setAside(List<Long> entries, ErrorCode refusal);

    /// How many entries were set aside so far: each is something that the ledger does not say of this node.
    long refused();

    record Numbered(long number, Entry entry) {}

    /// A signed transaction, and the numbers of the entries that it brings to the ledger.
    record Report(List<Long> entries, Octets envelope) {
        public Report {
            entries = List.copyOf(entries);
        }
    }
}

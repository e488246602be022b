package health.salus.platform.audit;

import health.salus.contracts.access.AccessCommand.Denial;
import health.salus.contracts.records.ResourceKey;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import java.time.Instant;
import java.util.List;

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

    /// These entries are final on the ledger. Named one by one: an entry with a lower number may come to disk later.
    void reported(List<Numbered> entries);

    record Numbered(long number, Entry entry) {}
}

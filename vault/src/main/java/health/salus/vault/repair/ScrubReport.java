package health.salus.vault.repair;

import health.salus.kernel.SegmentId;
import health.salus.vault.store.Damage;
import health.salus.vault.store.Verification;
import java.util.List;

/// What one scrub found.
///
/// @param repaired segments whose fragment was rebuilt
/// @param unrepaired segments whose fragment could not be rebuilt now
/// @param lostShares segments whose share is lost until the custodians share its key anew
public record ScrubReport(
        Verification verification,
        List<Damage> damages,
        List<SegmentId> repaired,
        List<SegmentId> unrepaired,
        List<SegmentId> lostShares) {}

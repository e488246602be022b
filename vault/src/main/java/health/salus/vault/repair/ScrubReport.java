package health.salus.vault.repair;

import health.salus.kernel.SegmentId;
import health.salus.vault.store.Damage;
import health.salus.vault.store.Verification;
import java.util.List;

/// What one scrub found.
///
/// @param repaired segments whose fragment was rebuilt
/// @param unrepaired segments whose fragment could not be rebuilt now
/// @param recoveredShares segments whose share the other custodians helped to have again
/// @param lostShares segments whose share could not be had again now
public record ScrubReport(
        Verification verification,
        List<Damage> damages,
        List<SegmentId> repaired,
        List<SegmentId> unrepaired,
        List<SegmentId> recoveredShares,
        List<SegmentId> lostShares) {}

package health.salus.vault.resharing;

import health.salus.kernel.Digest;
import health.salus.kernel.SegmentId;
import java.util.Optional;

/// Where segments lie for good, by this member's own copy of the ledger. A port: the vault does not know the ledger.
@FunctionalInterface
public interface FinalPlacements {

    /// Empty for a segment that is not there, one whose latest move is not final yet, and while the ledger here lags:
    /// pieces are destroyed on this word.
    Optional<FinalPlacement> placement(SegmentId segment);

    /// @param manifest the digest that the segment is registered under
    /// @param own whether this member is one of its custodians
    record FinalPlacement(Digest manifest, boolean own) {}
}

package health.salus.vault.resharing;

import health.salus.kernel.SegmentId;
import java.util.Optional;

/// What this member's own copy of the ledger says is to be moved. A port: the vault does not know the ledger.
@FunctionalInterface
public interface MoveOrders {

    /// Empty for a segment that is not there, or lies with a set that is in force.
    Optional<MoveOrder> order(SegmentId segment);
}

package health.salus.node.snapshot;

import health.salus.kernel.Octets;
import health.salus.ledger.block.Block;
import health.salus.ledger.store.StateIntake;
import health.salus.proof.tiles.LogFile.HashTile;
import java.util.List;

/// Where a snapshot comes from. Nothing that it gives is believed.
///
/// Each call may fail with the code of the other side's refusal, or `TIMEOUT`.
interface SnapshotSource {

    /// For messages.
    String name();

    /// @throws health.salus.kernel.SalusException `NOT_FOUND` when it is not as far itself
    SnapshotOffer offer(long atLeast);

    SnapshotMessages.StateParts state(long height, StateIntake.Wanted wanted);

    /// All that were asked for, in their order.
    List<Octets> tiles(long size, List<HashTile> tiles);

    /// Some of the blocks from the first height on.
    List<Block> blocks(long from, long to);
}

/// One member's copy of the ledger: executes what consensus orders, signs checkpoints, catches up, and waits for
/// finality.
@NullMarked
package health.salus.node.replica;

import org.jspecify.annotations.NullMarked;

/// Runs one member's copy of the ledger: joins it to consensus and to peers, catches up, submits, and waits for
/// finality.
@NullMarked
package health.salus.node.replica;

import org.jspecify.annotations.NullMarked;

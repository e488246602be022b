/// Blocks and the port of the store that keeps them, with the log and the state.
@NullMarked
package health.salus.ledger.block;

import org.jspecify.annotations.NullMarked;

/// One member's copy of the ledger, without threads and wires: rounds and fetched blocks in, signed checkpoints and
/// evidence out. A node and the simulator drive the same code.
@NullMarked
package health.salus.ledger.replica;

import org.jspecify.annotations.NullMarked;

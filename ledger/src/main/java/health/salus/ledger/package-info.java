/// The deterministic core: transactions, blocks, membership, contracts and state.
@NullMarked
package health.salus.ledger;

import org.jspecify.annotations.NullMarked;

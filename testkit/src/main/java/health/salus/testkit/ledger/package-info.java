/// The ledger in memory, the contract that every store of the ledger keeps, and blocks to try it with.
@NullMarked
package health.salus.testkit.ledger;

import org.jspecify.annotations.NullMarked;

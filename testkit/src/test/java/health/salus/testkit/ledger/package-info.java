/// Tests of the ledger in memory.
@NullMarked
package health.salus.testkit.ledger;

import org.jspecify.annotations.NullMarked;

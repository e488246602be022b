/// What the ledger's parts can do by themselves.
@NullMarked
package health.salus.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;

/// From an ordered round to a block: a pure function of state and round.
@NullMarked
package health.salus.ledger.execution;

import org.jspecify.annotations.NullMarked;

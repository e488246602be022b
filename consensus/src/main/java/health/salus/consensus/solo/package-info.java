/// The engine for one process: a durable log with group commit.
@NullMarked
package health.salus.consensus.solo;

import org.jspecify.annotations.NullMarked;

/// Whole nodes, from HTTP to durable and final.
@NullMarked
package health.salus.benchmarks.node;

import org.jspecify.annotations.NullMarked;

/// Measurements of proofs.
@NullMarked
package health.salus.benchmarks.proof;

import org.jspecify.annotations.NullMarked;

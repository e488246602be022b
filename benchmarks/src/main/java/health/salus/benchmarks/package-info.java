/// Measurements with JMH.
@NullMarked
package health.salus.benchmarks;

import org.jspecify.annotations.NullMarked;

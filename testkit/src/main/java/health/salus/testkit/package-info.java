/// In-memory stores, contract tests for ports, generators and vectors.
@NullMarked
package health.salus.testkit;

import org.jspecify.annotations.NullMarked;

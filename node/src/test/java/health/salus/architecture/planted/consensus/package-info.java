/// Planted: the target of a forbidden arrow.
@NullMarked
package health.salus.architecture.planted.consensus;

import org.jspecify.annotations.NullMarked;

/// Planted: the other half.
@NullMarked
package health.salus.planted.cycle.right;

import org.jspecify.annotations.NullMarked;

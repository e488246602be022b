/// Planted: one half of a cycle.
@NullMarked
package health.salus.planted.cycle.left;

import org.jspecify.annotations.NullMarked;

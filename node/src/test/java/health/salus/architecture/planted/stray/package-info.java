/// Planted: belongs to no module.
@NullMarked
package health.salus.architecture.planted.stray;

import org.jspecify.annotations.NullMarked;

/// Planted: no such module.
@NullMarked
package health.salus.planted.arrow.unarrowed;

import org.jspecify.annotations.NullMarked;

/// Planted: what is inside.
@NullMarked
package health.salus.planted.inside.reader.internal;

import org.jspecify.annotations.NullMarked;

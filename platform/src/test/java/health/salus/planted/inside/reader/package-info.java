/// Planted: a package with something inside.
@NullMarked
package health.salus.planted.inside.reader;

import org.jspecify.annotations.NullMarked;

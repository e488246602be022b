/// Planted: looks inside the reader.
@NullMarked
package health.salus.planted.inside.watcher;

import org.jspecify.annotations.NullMarked;

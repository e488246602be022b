/// Records, cut into segments and written.
@NullMarked
package health.salus.platform.records;

import org.jspecify.annotations.NullMarked;

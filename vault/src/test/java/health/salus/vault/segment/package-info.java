/// Tests of the segment format.
@NullMarked
package health.salus.vault.segment;

import org.jspecify.annotations.NullMarked;

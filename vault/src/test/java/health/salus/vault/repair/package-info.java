/// Tests of scrub and repair.
@NullMarked
package health.salus.vault.repair;

import org.jspecify.annotations.NullMarked;

/// Tests of the store, and the disks that they fail on.
@NullMarked
package health.salus.vault.store;

import org.jspecify.annotations.NullMarked;

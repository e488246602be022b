/// What a custodian keeps on disk: fragments in volumes, shares under an epoch key, and an index over both.
@NullMarked
package health.salus.vault.store;

import org.jspecify.annotations.NullMarked;

/// Finding what a custodian's disk lost, and rebuilding it from the other custodians.
@NullMarked
package health.salus.vault.repair;

import org.jspecify.annotations.NullMarked;

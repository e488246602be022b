/// Hand-written doubles and seeded generators for the tests of the vault.
@NullMarked
package health.salus.vault.doubles;

import org.jspecify.annotations.NullMarked;

/// Tests of custodians, authors and readers, and custodians that misbehave.
@NullMarked
package health.salus.vault.custody;

import org.jspecify.annotations.NullMarked;

/// Moving segments to another custodian set: shares are dealt anew and fragments coded anew, and nobody sees a key.
@NullMarked
package health.salus.vault.resharing;

import org.jspecify.annotations.NullMarked;

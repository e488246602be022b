/// The own account: passkeys, and their standing as keys on the ledger.
@NullMarked
package health.salus.portal.account;

import org.jspecify.annotations.NullMarked;

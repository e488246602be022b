/// The ledger as the business modules see it.
@NullMarked
package health.salus.platform.network;

import org.jspecify.annotations.NullMarked;

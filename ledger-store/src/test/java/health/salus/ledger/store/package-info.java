@NullMarked
package health.salus.ledger.store;

import org.jspecify.annotations.NullMarked;

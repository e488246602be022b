/// The contracts' state as a map from 32-byte keys to values, whose root is in every block's header.
@NullMarked
package health.salus.ledger.state;

import org.jspecify.annotations.NullMarked;

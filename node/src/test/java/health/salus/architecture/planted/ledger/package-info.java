/// Planted: breaks the table and knows a framework.
@NullMarked
package health.salus.architecture.planted.ledger;

import org.jspecify.annotations.NullMarked;

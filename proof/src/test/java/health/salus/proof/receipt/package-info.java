/// Tests of receipts.
@NullMarked
package health.salus.proof.receipt;

import org.jspecify.annotations.NullMarked;

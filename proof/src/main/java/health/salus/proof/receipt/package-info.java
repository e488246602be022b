/// Receipts: one text file that proves an entry of the log, offline (docs/formats/receipt.md).
@NullMarked
package health.salus.proof.receipt;

import org.jspecify.annotations.NullMarked;

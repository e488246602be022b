/// Merkle trees, receipts and checkpoints, with their verification.
@NullMarked
package health.salus.proof;

import org.jspecify.annotations.NullMarked;

/// Tests of Merkle trees, checkpoints and receipts.
@NullMarked
package health.salus.proof;

import org.jspecify.annotations.NullMarked;

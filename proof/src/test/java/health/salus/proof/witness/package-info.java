/// Tests of checkpoints of other logs and of those who witness them.
@NullMarked
package health.salus.proof.witness;

import org.jspecify.annotations.NullMarked;

/// Checkpoints of any log, the witnesses that cosign them (C2SP tlog-witness), and whom of these a policy wants.
@NullMarked
package health.salus.proof.witness;

import org.jspecify.annotations.NullMarked;

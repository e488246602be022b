/// Witnesses of logs (C2SP tlog-witness): this node as the witness of others' logs, and others as witnesses of its own.
@NullMarked
package health.salus.node.witness;

import org.jspecify.annotations.NullMarked;

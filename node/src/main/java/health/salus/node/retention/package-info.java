/// Bounds what the ledger takes of this node's disk: old blocks go to an archive, and are read from there.
@NullMarked
package health.salus.node.retention;

import org.jspecify.annotations.NullMarked;

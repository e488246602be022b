/// Looks at a node's directory while the node is stopped, and names what is not as it was written.
@NullMarked
package health.salus.node.fsck;

import org.jspecify.annotations.NullMarked;

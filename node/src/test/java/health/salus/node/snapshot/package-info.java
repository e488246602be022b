/// Nodes that take a snapshot from others, some of whom lie.
@NullMarked
package health.salus.node.snapshot;

import org.jspecify.annotations.NullMarked;

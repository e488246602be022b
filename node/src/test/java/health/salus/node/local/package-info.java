/// What a node keeps for itself, over restarts.
@NullMarked
package health.salus.node.local;

import org.jspecify.annotations.NullMarked;

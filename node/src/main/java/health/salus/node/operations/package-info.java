/// What an operator asks a node: itself, its network, and what it found.
@NullMarked
package health.salus.node.operations;

import org.jspecify.annotations.NullMarked;

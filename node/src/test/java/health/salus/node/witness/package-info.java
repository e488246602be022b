/// Tests of a node as a witness, and of its own witnesses.
@NullMarked
package health.salus.node.witness;

import org.jspecify.annotations.NullMarked;

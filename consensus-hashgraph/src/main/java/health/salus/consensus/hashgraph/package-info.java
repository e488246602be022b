/// The ordering port over a hashgraph engine that tolerates Byzantine faults.
@NullMarked
package health.salus.consensus.hashgraph;

import org.jspecify.annotations.NullMarked;

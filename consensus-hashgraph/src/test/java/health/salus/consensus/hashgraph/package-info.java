@NullMarked
package health.salus.consensus.hashgraph;

import org.jspecify.annotations.NullMarked;

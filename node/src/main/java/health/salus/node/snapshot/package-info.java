/// Brings a node that missed very many blocks, or has none, to where the others are: by the state after a recent block,
/// checked against what the members signed.
@NullMarked
package health.salus.node.snapshot;

import org.jspecify.annotations.NullMarked;

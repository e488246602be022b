/// The consensus engine's private keys, made at home beside the member's others.
@NullMarked
package health.salus.node.keys;

import org.jspecify.annotations.NullMarked;

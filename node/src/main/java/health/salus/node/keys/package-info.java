/// The member's own private keys, made at home and never sent anywhere, and the public card that goes with them.
@NullMarked
package health.salus.node.keys;

import org.jspecify.annotations.NullMarked;

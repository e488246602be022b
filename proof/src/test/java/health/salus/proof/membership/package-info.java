/// Members' homes and the genesis that they sign.
@NullMarked
package health.salus.proof.membership;

import org.jspecify.annotations.NullMarked;

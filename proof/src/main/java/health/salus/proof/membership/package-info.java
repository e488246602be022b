/// Who makes up a network at its beginning: the cards that members exchange and the genesis that all of them sign.
@NullMarked
package health.salus.proof.membership;

import org.jspecify.annotations.NullMarked;

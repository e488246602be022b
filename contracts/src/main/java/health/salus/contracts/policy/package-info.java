/// Rules that the consortium writes itself, in CEL, and the versions of them that are in force.
@NullMarked
package health.salus.contracts.policy;

import org.jspecify.annotations.NullMarked;

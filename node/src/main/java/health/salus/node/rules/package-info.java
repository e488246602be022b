/// Looking at rules of the consortium before they are proposed.
@NullMarked
package health.salus.node.rules;

import org.jspecify.annotations.NullMarked;

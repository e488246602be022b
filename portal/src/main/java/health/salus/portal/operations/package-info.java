/// What administrators see of the node and its network.
@NullMarked
package health.salus.portal.operations;

import org.jspecify.annotations.NullMarked;

@NullMarked
package health.salus.node.replica;

import org.jspecify.annotations.NullMarked;

/// Old blocks leave a node, and everything stays provable.
@NullMarked
package health.salus.node.retention;

import org.jspecify.annotations.NullMarked;

@NullMarked
package health.salus.node.operations;

import org.jspecify.annotations.NullMarked;

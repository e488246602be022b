@NullMarked
package health.salus.node;

import org.jspecify.annotations.NullMarked;

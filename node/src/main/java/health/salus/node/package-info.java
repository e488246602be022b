/// The composition root: configuration, wiring, security and lifecycle.
@NullMarked
package health.salus.node;

import org.jspecify.annotations.NullMarked;

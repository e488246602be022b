/// The portal's ports over a real node.
@NullMarked
package health.salus.node.portal;

import org.jspecify.annotations.NullMarked;

/// A network of one member in memory, with the real contracts, for the business modules to stand on.
@NullMarked
package health.salus.platform.stage;

import org.jspecify.annotations.NullMarked;

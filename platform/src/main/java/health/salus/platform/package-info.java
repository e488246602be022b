/// The business modules, one package each.
@NullMarked
package health.salus.platform;

import org.jspecify.annotations.NullMarked;

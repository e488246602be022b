/// Planted: looks inside the vault and knows the web.
@NullMarked
package health.salus.architecture.planted.platform;

import org.jspecify.annotations.NullMarked;

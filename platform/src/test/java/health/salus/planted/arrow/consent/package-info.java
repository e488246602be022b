/// Planted: lists an arrow outside the table.
@ApplicationModule(allowedDependencies = {"audit", "claims"})
@NullMarked
package health.salus.planted.arrow.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/// Planted: uses a package that it does not list.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package health.salus.planted.arrow.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

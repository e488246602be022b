/// What patients permit, and the access sessions that follow from it.
@ApplicationModule(allowedDependencies = {"identity", "audit", "network"})
@NullMarked
package health.salus.platform.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

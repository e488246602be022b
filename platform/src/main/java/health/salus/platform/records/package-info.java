/// Records written and read: from FHIR bytes to sealed, placed and registered segments, and back under a session.
@ApplicationModule(allowedDependencies = {"identity", "consent", "audit", "network"})
@NullMarked
package health.salus.platform.records;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

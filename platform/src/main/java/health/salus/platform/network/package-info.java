/// The member's own view of the ledger, and the way to have something decided by it.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package health.salus.platform.network;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/// Who asks, for which organisation and why; patients and their care relations.
@ApplicationModule(allowedDependencies = {"network"})
@NullMarked
package health.salus.platform.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

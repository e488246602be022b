/// Who was shown what, and who was refused: journalled before the answer, on the ledger within a second.
@ApplicationModule(allowedDependencies = {"identity", "network"})
@NullMarked
package health.salus.platform.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

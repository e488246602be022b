package health.salus.node.portal;

import health.salus.kernel.PrincipalId;
import java.util.Optional;

/// The names of people who have an account at this node. Of others the ledger knows a principal's id only.
@FunctionalInterface
public interface ReaderNames {

    Optional<String> of(PrincipalId principal);
}

package health.salus.node.security;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.portal.Role;
import java.util.List;
import java.util.Optional;

/// The principals that prove themselves with a key on the ledger: nobody registers them here a second time.
@FunctionalInterface
public interface KeyHolders {

    /// A principal of an organisation that this node hosts; empty for others and for those without a key in force.
    Optional<KeyHolder> find(String principal);

    /// @param subject the pseudonym of the own record, for patients
    /// @param administers whether it is the node's own service: whoever holds that key runs the node anyway
    /// @param keys those in force now, passkeys left out
    record KeyHolder(
            PrincipalId principal,
            OrganisationId organisation,
            Role role,
            Optional<SubjectId> subject,
            boolean administers,
            List<VerificationKey> keys) {}
}

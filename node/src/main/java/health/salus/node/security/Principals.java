package health.salus.node.security;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.portal.Role;

/// The ledger's register of principals, as far as accounts and services need it: whoever may sign in here exists there
/// under the same name, or nothing that they do is accepted.
@FunctionalInterface
public interface Principals {

    /// Refuses a pseudonym that nobody enrolled: an account over it would show an empty record for ever.
    default void requireSubject(SubjectId subject) {}

    /// Refuses a client id that is a principal's name: its key would log in no more.
    default void requireNone(String clientId) {}

    /// Registers the principal where it is not. One that is registered for another organisation is refused.
    void ensure(PrincipalId principal, OrganisationId organisation, Role role);
}

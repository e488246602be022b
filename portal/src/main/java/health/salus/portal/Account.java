package health.salus.portal;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import java.util.Optional;

/// A person who may sign in to this portal, and the principal that this person is on the ledger.
///
/// @param subject the pseudonym of the own record; present for patients, and only for them
public record Account(
        String username,
        String displayName,
        PrincipalId principal,
        OrganisationId organisation,
        Role role,
        Optional<SubjectId> subject) {

    public Account {
        if (subject.isPresent() != (role == Role.PATIENT)) {
            throw new IllegalArgumentException("a patient's account, and no other, names a subject");
        }
    }
}

package health.salus.platform.identity;

import health.salus.contracts.access.SessionBasis;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.kernel.OrganisationId;
import health.salus.platform.network.Author;
import java.util.Optional;

/// Who asks to read, for which organisation, and why. Two requesters that are equal share a session.
///
/// @param emergency the reason code of someone who breaks the glass
public record Requester(Author author, OrganisationId organisation, PurposeOfUse purpose, Optional<String> emergency) {

    public Requester(Author author, OrganisationId organisation, PurposeOfUse purpose) {
        this(author, organisation, purpose, Optional.empty());
    }

    /// On what grounds the requester asks for a session.
    public SessionBasis basis() {
        return emergency.<SessionBasis>map(SessionBasis.BreakGlass::new).orElseGet(SessionBasis.Normal::new);
    }
}

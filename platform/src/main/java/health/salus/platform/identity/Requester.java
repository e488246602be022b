package health.salus.platform.identity;

import health.salus.contracts.access.SessionBasis;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SubjectId;
import health.salus.platform.network.Author;
import java.util.Optional;

/// Who asks to read, for which organisation, and why. Two requesters that are equal share a session.
///
/// @param emergency the reason code of someone who breaks the glass
/// @param patient the one patient that the requester's token is confined to
public record Requester(
        Author author,
        OrganisationId organisation,
        PurposeOfUse purpose,
        Optional<String> emergency,
        Optional<SubjectId> patient) {

    public Requester(Author author, OrganisationId organisation, PurposeOfUse purpose) {
        this(author, organisation, purpose, Optional.empty(), Optional.empty());
    }

    public Requester inEmergency(Optional<String> reason) {
        return new Requester(author, organisation, purpose, reason, patient);
    }

    public Requester confinedTo(Optional<SubjectId> one) {
        return new Requester(author, organisation, purpose, emergency, one);
    }

    /// On what grounds the requester asks for a session.
    public SessionBasis basis() {
        return emergency.<SessionBasis>map(SessionBasis.BreakGlass::new).orElseGet(SessionBasis.Normal::new);
    }
}

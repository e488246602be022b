package health.salus.portal;

import health.salus.kernel.OrganisationId;
import java.util.List;
import java.util.Optional;

/// The organisations of the network, as its directory names them.
public interface Organisations {

    /// Those whose name or place contains `text`, best match first, at most `limit`; an empty text lists the first ones
    /// by name.
    List<Organisation> search(String text, int limit);

    Optional<Organisation> find(OrganisationId id);

    /// An organisation, with what helps a person to tell two of the same name apart.
    record Organisation(OrganisationId id, String name, String place) {}
}

package health.salus.fhir.party;

import java.util.Optional;

/// Who on the ledger the resources are that others refer to.
public interface Parties {
    /// Whom a relative reference names, such as `Organization/17` or `PractitionerRole/5`; empty for what is not
    /// registered.
    Optional<Party> find(String reference);

    /// Whether a party is registered under its name on the ledger.
    boolean knows(Party party);

    /// The resource that describes a party, as a relative reference; empty where there is none.
    Optional<String> reference(Party party);
}

package health.salus.fhir.party;

import java.util.Optional;

/// How a party stands in a Reference: by the resource that describes it, or else by its name on the ledger.
///
/// @param system of the name on the ledger
/// @param value the name on the ledger
public record PartyName(Optional<String> reference, String system, String value) {
    public static final String PRINCIPAL = "urn:salus:principal";
    public static final String ORGANISATION = "urn:salus:organisation";

    /// Of a pseudonym, where the Patient that it belongs to is not known.
    public static final String SUBJECT = "urn:salus:subject";

    public static PartyName of(Party party, Parties parties) {
        return switch (party) {
            case Party.Principal principal ->
                new PartyName(
                        parties.reference(party), PRINCIPAL, principal.id().value());
            case Party.Organisation organisation ->
                new PartyName(
                        parties.reference(party),
                        ORGANISATION,
                        organisation.id().value());
        };
    }
}

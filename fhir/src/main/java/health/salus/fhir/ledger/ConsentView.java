package health.salus.fhir.ledger;

import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.ConsentRecord;
import health.salus.contracts.consent.ConsentVersion;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.VersionRecord;
import health.salus.fhir.consent.ConsentBytes;
import health.salus.fhir.consent.ConsentReader;
import health.salus.fhir.consent.ConsentReading;
import health.salus.fhir.consent.ConsentWriter;
import health.salus.fhir.party.Parties;
import health.salus.fhir.record.ConsentLedger.Known;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.record.StoredResource;
import health.salus.kernel.Octets;
import java.util.List;
import java.util.Optional;

/// Consents as FHIR shows them. A stored Consent has the status of the rule that its bytes state: `active` where
/// exactly this rule is in force on the ledger, whatever else the record says. So what is shown as active is what is
/// enforced.
final class ConsentView {
    private final ConsentReader reader;
    private final ConsentWriter writer;

    ConsentView(Parties parties) {
        reader = new ConsentReader(parties);
        writer = new ConsentWriter(parties);
    }

    /// A version from the record, with the status that its rule has now.
    StoredResource version(StoredResource stored, ConsentRecord consent) {
        return status(stored, consent)
                .filter(status -> !status.equals("draft"))
                .map(status -> with(stored, ConsentBytes.withStatus(stored.json(), status)))
                .orElse(stored);
    }

    /// The current version from the record; what the ledger has instead, where the rule was changed there since.
    StoredResource current(StoredResource stored, Known known) {
        ConsentRecord consent = known.consent();
        boolean overtaken = status(stored, consent).filter("inactive"::equals).isPresent() && stands(consent);
        return overtaken
                ? new StoredResource(
                        stored.id(),
                        stored.version(),
                        newest(consent).givenAt(),
                        Octets.wrap(writer.write(consent, known.patient())))
                : version(stored, consent);
    }

    /// The status of a stored rule; empty for a Consent that states no rule of the ledger.
    private Optional<String> status(StoredResource stored, ConsentRecord consent) {
        ConsentId id = new ConsentId(stored.id().id());
        return switch (reader.read(id, stored.json().toArray())) {
            case ConsentReading.Enforceable rule when says(consent.inForce(), rule.root()) -> Optional.of("active");
            case ConsentReading.Enforceable rule when says(consent.draft(), rule.root()) -> Optional.of("draft");
            case ConsentReading.Enforceable _, ConsentReading.Unenforceable _ -> Optional.of("inactive");
            case ConsentReading.Ended _, ConsentReading.OtherScope _ -> Optional.empty();
        };
    }

    private static boolean says(Optional<ConsentVersion> version, Provision root) {
        return version.filter(found -> found.root().equals(root)).isPresent();
    }

    private static StoredResource with(StoredResource stored, Octets json) {
        return new StoredResource(stored.id(), stored.version(), stored.updated(), json);
    }

    private static boolean stands(ConsentRecord consent) {
        return consent.inForce().isPresent() || consent.draft().isPresent();
    }

    private static ConsentVersion newest(ConsentRecord consent) {
        return consent.draft().or(consent::inForce).orElseThrow();
    }

    /// Every version that the ledger has, newest first.
    List<StoredResource> versions(Known known) {
        return known.versions().reversed().stream()
                .map(version -> written(known, version))
                .toList();
    }

    /// The versions that stand: the draft and what is in force. Of a consent that ended, its last.
    List<StoredResource> standing(Known known) {
        List<StoredResource> standing = known.versions().reversed().stream()
                .filter(version -> version.ending().isEmpty())
                .map(version -> written(known, version))
                .toList();
        return standing.isEmpty() ? versions(known).stream().limit(1).toList() : standing;
    }

    /// The version in force of a consent whose record has gone on to a draft.
    Optional<StoredResource> behind(Known known) {
        return known.consent().draft().isEmpty()
                ? Optional.empty()
                : known.versions().stream()
                        .filter(version -> !version.draft() && version.ending().isEmpty())
                        .findFirst()
                        .map(version -> written(known, version));
    }

    private StoredResource written(Known known, VersionRecord version) {
        ConsentRecord consent = known.consent();
        return new StoredResource(
                new ResourceId(ConsentRecords.TYPE, consent.id().value()),
                version.version().version(),
                version.ending()
                        .map(VersionRecord.Ending::at)
                        .orElse(version.version().givenAt()),
                Octets.wrap(writer.write(consent, Optional.of(version), known.patient())));
    }
}

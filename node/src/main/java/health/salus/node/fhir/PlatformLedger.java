package health.salus.node.fhir;

import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.ConsentRecord;
import health.salus.contracts.consent.Consents;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersion;
import health.salus.contracts.records.ResourceVersions;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.party.Parties;
import health.salus.fhir.record.AccessLog;
import health.salus.fhir.record.Caller;
import health.salus.fhir.record.ConsentLedger;
import health.salus.fhir.record.LedgerRecords;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import health.salus.platform.consent.ConsentHistory;
import health.salus.platform.consent.GivenConsent;
import health.salus.platform.network.Network;
import java.util.List;
import java.util.Optional;

/// What this node's copy of the ledger says, for the FHIR interface.
final class PlatformLedger implements LedgerRecords, ConsentLedger {

    private static final String CONSENT = "Consent";

    private final Network network;
    private final Sights sights;
    private final ConsentHistory history;
    private final Parties parties;
    private final AccessLog accesses;

    PlatformLedger(Network network, FhirRecords.Platform platform) {
        this.network = network;
        this.sights = new Sights(platform.ledger());
        this.history = new ConsentHistory(network);
        this.parties = new LedgerParties(network);
        this.accesses = new PlatformAccessLog(network, sights);
    }

    @Override
    public Parties parties() {
        return parties;
    }

    @Override
    public ConsentLedger consents() {
        return this;
    }

    @Override
    public AccessLog accesses() {
        return accesses;
    }

    /// Of the patient whose record has a Consent of this id; where none has, of whoever first gave one.
    @Override
    public Optional<Known> find(String id) {
        StateReader state = network.state();
        ConsentId consent = new ConsentId(id);
        Optional<ResourceVersion> recorded = ResourceVersions.of(state).current(ResourceKey.of(CONSENT, id));
        // A record that is nobody's has no consent: what another has given under this id is not shown with it.
        Optional<SubjectId> whose = recorded.isPresent()
                ? recorded.flatMap(version -> Segments.of(state).find(version.segment()))
                        .flatMap(SegmentRecord::subject)
                : Consents.of(state).find(consent).map(ConsentRecord::subject);
        return whose.flatMap(subject -> history.find(subject, consent))
                .map(given -> known(patientId(state, given.subject()), given));
    }

    @Override
    public Optional<Known> find(SubjectId subject, String id) {
        StateReader state = network.state();
        return Subjects.of(state).linked(subject).stream()
                .flatMap(pseudonym -> history.find(pseudonym, new ConsentId(id)).stream())
                .findFirst()
                .map(given -> known(patientId(state, given.subject()), given));
    }

    @Override
    public List<Known> of(SubjectId subject) {
        StateReader state = network.state();
        return history.of(subject).stream()
                .map(given -> known(patientId(state, given.subject()), given))
                .toList();
    }

    private static Known known(Optional<String> patient, GivenConsent given) {
        return new Known(patient, given.record(), given.versions());
    }

    /// Where the Patient has the id that nodes assign; one that came with its own is known to its record only.
    private static Optional<String> patientId(StateReader state, SubjectId subject) {
        String assigned = ResourceIds.patientOf(subject);
        return ResourceVersions.of(state)
                .current(ResourceKey.of("Patient", assigned))
                .map(_ -> assigned);
    }

    @Override
    public List<Known> readable(Caller caller, List<Known> consents) {
        return consents.stream()
                .filter(known -> {
                    GivenConsent given = new GivenConsent(known.consent(), known.versions());
                    return sights.of(caller, given.subject())
                            .permits(
                                    CONSENT,
                                    given.id().value(),
                                    given.newest().version().organisation());
                })
                .toList();
    }

    @Override
    public void shown(Caller caller, Known known) {
        sights.of(caller, known.consent().subject())
                .shown(CONSENT, known.consent().id().value());
    }
}

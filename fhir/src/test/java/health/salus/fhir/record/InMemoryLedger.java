package health.salus.fhir.record;

import health.salus.contracts.consent.ConsentId;
import health.salus.contracts.consent.ConsentRecord;
import health.salus.contracts.consent.ConsentVersion;
import health.salus.contracts.consent.Evidence;
import health.salus.contracts.consent.Provision;
import health.salus.contracts.consent.VersionRecord;
import health.salus.fhir.audit.AccessEvent;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.fhir.party.Parties;
import health.salus.fhir.party.RegisteredParties;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A ledger in memory: consents as drafts until a test signs them. Patients whose records are withheld have nothing to
/// show here either.
public final class InMemoryLedger implements LedgerRecords, ConsentLedger, AccessLog {
    private static final VersionRecord.Ending ENDED = new VersionRecord.Ending(
            VersionRecord.Cause.REPLACED, Instant.parse("2026-04-01T00:00:00Z"), new PrincipalId("ana"), Digest.ZERO);

    private final Parties parties = new RegisteredParties();
    private final Map<String, Known> consents = new LinkedHashMap<>();
    private final List<AccessEvent> events = new ArrayList<>();
    private final List<TimeWindow> windows = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final Set<String> withheld;

    InMemoryLedger(Set<String> withheld) {
        this.withheld = withheld;
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
        return this;
    }

    /// Something that happened to a patient's record.
    public void happened(AccessEvent event) {
        events.addFirst(event);
    }

    @Override
    public List<AccessEvent> events(Caller caller, SubjectId subject, Optional<String> patient, TimeWindow window) {
        windows.add(window);
        return events.stream()
                .filter(event -> event.shown()
                        .patient()
                        .filter(found -> ResourceIds.subjectOf(found.substring("Patient/".length()))
                                .equals(subject))
                        .isPresent())
                .filter(event -> window.contains(event.time()))
                .toList();
    }

    @Override
    public Optional<AccessEvent> find(Caller caller, String id) {
        return events.stream().filter(event -> event.id().equals(id)).findFirst();
    }

    /// The windows that searches were narrowed to.
    public List<TimeWindow> windows() {
        return List.copyOf(windows);
    }

    /// As another door than FHIR gives a consent: in force at once.
    public void give(String patient, String id, Provision root) {
        draft(patient, id, root);
        sign(id);
    }

    void take(ResourceId id, Change.Content content, Instant time) {
        content.consent().ifPresent(step -> {
            switch (step) {
                case ConsentStep.Draft draft ->
                    draft(content.subjects().patients().getFirst(), id.id(), draft.root());
                case ConsentStep.Nothing _ -> {}
                case ConsentStep.End _ -> withdraw(id.id(), time);
            }
        });
    }

    private void draft(String patient, String id, Provision root) {
        Optional<ConsentRecord> before = find(id).map(Known::consent);
        long version = before.map(ConsentRecord::latest).orElse(0L) + 1;
        put(
                patient,
                new ConsentRecord(
                        new ConsentId(id),
                        ResourceIds.subjectOf(patient),
                        version,
                        before.flatMap(ConsentRecord::inForce),
                        Optional.of(new ConsentVersion(
                                version,
                                root,
                                new Evidence.Signed(),
                                new PrincipalId("ana"),
                                new OrganisationId("hospital"),
                                Instant.parse("2026-02-01T00:00:00Z").plusSeconds(version),
                                Digest.ZERO)),
                        Optional.empty()));
    }

    /// The draft comes into force.
    public void sign(String id) {
        Known known = find(id).orElseThrow();
        ConsentRecord before = known.consent();
        put(
                known.patient().orElseThrow(),
                new ConsentRecord(
                        before.id(),
                        before.subject(),
                        before.latest(),
                        Optional.of(before.draft().orElseThrow()),
                        Optional.empty(),
                        Optional.empty()));
    }

    public void withdraw(String id, Instant time) {
        find(id).ifPresent(known -> put(
                known.patient().orElseThrow(),
                new ConsentRecord(
                        known.consent().id(),
                        known.consent().subject(),
                        known.consent().latest(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(time))));
    }

    /// With the versions that there were, and those that there are now.
    private void put(String patient, ConsentRecord consent) {
        Map<Long, VersionRecord> versions = new TreeMap<>();
        find(consent.id().value())
                .ifPresent(before -> before.versions()
                        .forEach(version -> versions.put(
                                version.version().version(),
                                new VersionRecord(version.version(), version.draft(), Optional.of(ENDED)))));
        consent.inForce()
                .ifPresent(version ->
                        versions.put(version.version(), new VersionRecord(version, false, Optional.empty())));
        consent.draft()
                .ifPresent(
                        version -> versions.put(version.version(), new VersionRecord(version, true, Optional.empty())));
        consents.put(consent.id().value(), new Known(Optional.of(patient), consent, List.copyOf(versions.values())));
    }

    /// The ids of the consents of the ledger that were shown.
    public List<String> shown() {
        return List.copyOf(shown);
    }

    @Override
    public Optional<Known> find(String id) {
        return Optional.ofNullable(consents.get(id));
    }

    @Override
    public Optional<Known> find(SubjectId subject, String id) {
        return find(id).filter(known -> known.consent().subject().equals(subject));
    }

    @Override
    public List<Known> of(SubjectId subject) {
        return consents.values().stream()
                .filter(known -> known.consent().subject().equals(subject))
                .toList();
    }

    @Override
    public List<Known> readable(Caller caller, List<Known> asked) {
        if (asked.stream()
                .anyMatch(known -> known.patient().filter(withheld::contains).isPresent())) {
            throw new SalusException(ErrorCode.CONSENT_DENIED, "the patient has not permitted it");
        }
        return asked;
    }

    @Override
    public void shown(Caller caller, Known consent) {
        shown.add(consent.consent().id().value());
    }
}

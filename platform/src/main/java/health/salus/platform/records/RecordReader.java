package health.salus.platform.records;

import health.salus.contracts.access.SessionCheck;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.records.ResourceKey;
import health.salus.contracts.records.ResourceVersion;
import health.salus.contracts.records.ResourceVersions;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SubjectId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.StateReader;
import health.salus.platform.audit.DisclosureJournal;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.consent.AccessSessions.Session;
import health.salus.platform.consent.LedgerReader;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Network;
import health.salus.vault.segment.OpenedSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The path of a read, from who asks to what may be shown.
public final class RecordReader {

    private final Network network;
    private final AccessSessions sessions;
    private final DisclosureJournal journal;
    private final OpenSegments segments;
    private final EachPatient each;
    private final TimeSource time;

    public RecordReader(
            Network network,
            AccessSessions sessions,
            DisclosureJournal journal,
            SegmentOpening vault,
            Settings settings) {
        this.network = network;
        this.sessions = sessions;
        this.journal = journal;
        this.segments = new OpenSegments(vault, settings.cacheBytes());
        this.each = new EachPatient(
                network, new LedgerReader(sessions, journal, settings.time()), sessions, settings.patients());
        this.time = settings.time();
    }

    /// @param cacheBytes how much decrypted content may be held in memory
    /// @param patients tells whom a record is about
    public record Settings(long cacheBytes, TimeSource time, RecordPatients patients) {}

    public ReadResult current(Requester requester, String type, String id) {
        ResourceKey key = ResourceKey.of(type, id);
        return ResourceVersions.of(network.state())
                .current(key)
                .map(version -> read(requester, version))
                .orElseGet(ReadResult.NotFound::new);
    }

    public ReadResult at(Requester requester, String type, String id, long version) {
        ResourceKey key = ResourceKey.of(type, id);
        return ResourceVersions.of(network.state())
                .at(key, version)
                .map(found -> read(requester, found))
                .orElseGet(ReadResult.NotFound::new);
    }

    private ReadResult read(Requester requester, ResourceVersion version) {
        SegmentRecord segment =
                Segments.of(network.state()).find(version.segment()).orElseThrow();
        if (segment.subject().isEmpty()) {
            Optional<ReadResult> refused = refusalOfUnattributed(requester, segment);
            if (refused.isPresent()) {
                return refused.get();
            }
            return deleted(version).orElseGet(() -> {
                OpenedSegment opened = directory(List.of(segment.id())).getFirst();
                return new ReadResult.Found(new OpenedRecords(opened).at(version.position()));
            });
        }
        SubjectId subject = segment.subject().get();
        try {
            // 1. The session: decided by the contract, on the ledger, before anything is released.
            Session session = sessions.require(requester, subject, segment.height());
            return traced(session, () -> under(session, segment, version));
        } catch (SalusException refused) {
            return refusal(refused);
        }
    }

    private ReadResult under(Session session, SegmentRecord segment, ResourceVersion version) {
        SessionCheck check = usable(session);
        check.refusal(segment.id()).ifPresent(code -> {
            throw new SalusException(code, "the session does not cover this part of the record");
        });
        // 2. The pieces: each custodian checks the session on its own copy of the ledger.
        OpenedSegment opened = open(session, List.of(segment.id())).getFirst();
        // 3. What custodians cannot see: types within the group, single resources, other patients. A deletion tells
        // that there was something, so it is told to whom what was deleted could be shown.
        StoredRecord found = new OpenedRecords(opened).at(version.position());
        if (!OpenedRecords.permitted(check, segment).test(found)) {
            throw new SalusException(ErrorCode.NOT_COVERED_BY_SESSION, "the patient permits other kinds of records");
        }
        EachPatient.Look look = each.look(session.requester(), session.subject());
        Optional<SalusException> other = look.refusal(found);
        if (other.isPresent()) {
            return refusal(other.get());
        }
        // 4. The trace, before the answer.
        shown(session, List.of(found), look);
        return deleted(version).orElseGet(() -> new ReadResult.Found(found));
    }

    private static Optional<ReadResult> deleted(ResourceVersion version) {
        return version.deletion().map(deletion -> new ReadResult.Deleted(version.version(), deletion.time()));
    }

    /// The contract recorded what it refused itself; what is refused under a session leaves its trace here.
    private <T> T traced(Session session, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (SalusException refused) {
            switch (refused.code().kind()) {
                case CALLER, REFUSED ->
                    sessions.deny(session.requester(), Optional.of(session.subject()), refused.code());
                case UNAVAILABLE, INTERNAL -> {}
            }
            throw refused;
        }
    }

    /// What is clinical and names no patient has nobody who could permit it: only those who act for the organisation
    /// that wrote it may read it.
    private Optional<ReadResult> refusalOfUnattributed(Requester requester, SegmentRecord segment) {
        boolean theirs = segment.cell().author().equals(requester.organisation())
                && Directory.of(network.state())
                        .principal(requester.author().actor())
                        .filter(principal -> principal.kind().representsOrganisation())
                        .isPresent();
        if (segment.cell().typeGroup() == TypeGroup.DIRECTORY || theirs) {
            return Optional.empty();
        }
        sessions.deny(requester, Optional.empty(), ErrorCode.CONSENT_DENIED);
        return Optional.of(
                new ReadResult.Refused(ErrorCode.CONSENT_DENIED, "the record names no patient who could permit it"));
    }

    /// A version with what opens the commitment to it; reading it is a disclosure like any other.
    ///
    /// @throws SalusException when it may not be read, or there is none
    public CommitmentOpening opening(Requester requester, String type, String id, long version) {
        StoredRecord document = at(requester, type, id, version).orThrow();
        StateReader state = network.state();
        ResourceVersion place =
                ResourceVersions.of(state).at(ResourceKey.of(type, id), version).orElseThrow();
        SegmentRecord segment = Segments.of(state).find(place.segment()).orElseThrow();
        OpenedSegment opened = segment.subject()
                .map(subject -> open(sessions.require(requester, subject, segment.height()), List.of(segment.id())))
                .orElseGet(() -> directory(List.of(segment.id())))
                .getFirst();
        return CommitmentOpening.of(document, segment.transaction(), opened, place.position());
    }

    /// All current resources of a patient that the requester may read and that are wanted. What the caller then returns
    /// it reports with [#shown].
    ///
    /// @throws SalusException when the requester may read nothing of this patient
    public Selection select(Requester requester, SubjectId subject, Predicate<String> types) {
        StateReader state = network.state();
        Session session = sessions.require(
                requester, subject, PersonSegments.of(state, subject).newest());
        return new Selection(session, traced(session, () -> selected(state, session, types)));
    }

    private List<StoredRecord> selected(StateReader state, Session session, Predicate<String> types) {
        SubjectId subject = session.subject();
        SessionCheck check = usable(session);
        List<SegmentRecord> covered = PersonSegments.of(state, subject).covered(check, types);
        EachPatient.Look look = each.look(session.requester(), subject);
        List<OpenedSegment> opened =
                open(session, covered.stream().map(SegmentRecord::id).toList());
        List<StoredRecord> found = new ArrayList<>();
        for (int i = 0; i < opened.size(); i++) {
            Predicate<StoredRecord> permitted = OpenedRecords.permitted(check, covered.get(i));
            new OpenedRecords(opened.get(i))
                    .current(state, types).stream()
                            .filter(permitted)
                            .filter(record -> look.refusal(record).isEmpty())
                            .forEach(found::add);
        }
        return found;
    }

    /// What a requester may see of a patient.
    public record Selection(Session session, List<StoredRecord> resources) {}

    /// Leaves the trace of what is about to be shown of a selection.
    public void shown(Selection selection, List<StoredRecord> resources) {
        if (!resources.isEmpty()) {
            Session session = selection.session();
            shown(session, resources, each.look(session.requester(), session.subject()));
        }
    }

    /// Current resources that are about no patient, of every organisation.
    public List<StoredRecord> directory(List<SegmentId> ids, Predicate<String> types) {
        StateReader state = network.state();
        List<SegmentId> open =
                ids.stream().filter(id -> SessionCheck.isDirectory(state, id)).toList();
        return directory(open).stream()
                .flatMap(opened -> new OpenedRecords(opened).current(state, types).stream())
                .toList();
    }

    private List<OpenedSegment> directory(List<SegmentId> ids) {
        return segments.get(Optional.empty(), ids, _ -> {});
    }

    private List<OpenedSegment> open(Session session, List<SegmentId> ids) {
        return segments.get(Optional.of(session.id()), ids, missing -> {
            // Forced to disk before anything is decrypted: whatever is shown later lies within these segments.
            journal.append(
                    new DisclosureJournal.Entry.Opened(
                            session.id(), session.requester().author().actor(), missing, time.now()),
                    true);
        });
    }

    private void shown(Session session, List<StoredRecord> resources, EachPatient.Look look) {
        List<ResourceKey> keys = resources.stream()
                .map(record -> ResourceKey.of(record.type(), record.id()))
                .toList();
        journal.append(
                new DisclosureJournal.Entry.Shown(
                        session.id(), session.requester().author().actor(), keys, time.now()),
                false);
        resources.forEach(look::shown);
    }

    private SessionCheck usable(Session session) {
        return switch (sessions.check(session)) {
            case SessionCheck.Opened.Usable(SessionCheck check) -> check;
            case SessionCheck.Opened.Refused(ErrorCode code) -> {
                segments.forget(session.id());
                throw new SalusException(code, "the session has ended");
            }
        };
    }

    private static ReadResult refusal(SalusException refused) {
        return switch (refused.code().kind()) {
            case CALLER, REFUSED -> new ReadResult.Refused(refused.code(), refused.detail());
            case UNAVAILABLE, INTERNAL -> throw refused;
        };
    }
}

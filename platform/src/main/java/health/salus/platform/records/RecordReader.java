package health.salus.platform.records;

import health.salus.contracts.access.Decision;
import health.salus.contracts.access.SessionCheck;
import health.salus.contracts.consent.ResourceFacts;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.Subjects;
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
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Network;
import health.salus.vault.segment.OpenedSegment;
import health.salus.vault.segment.SegmentEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The path of a read, from who asks to what may be shown.
public final class RecordReader {

    private static final int SEGMENTS_A_PAGE = 512;

    private final Network network;
    private final AccessSessions sessions;
    private final DisclosureJournal journal;
    private final OpenSegments segments;
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
        this.time = settings.time();
    }

    /// @param cacheBytes how much decrypted content may be held in memory
    public record Settings(long cacheBytes, TimeSource time) {}

    public ReadResult current(Requester requester, String type, String id) {
        ResourceKey key = ResourceKey.of(type, id);
        return ResourceVersions.of(network.state())
                .current(key)
                .map(version -> read(requester, key, version))
                .orElseGet(ReadResult.NotFound::new);
    }

    public ReadResult at(Requester requester, String type, String id, long version) {
        ResourceKey key = ResourceKey.of(type, id);
        return ResourceVersions.of(network.state())
                .at(key, version)
                .map(found -> read(requester, key, found))
                .orElseGet(ReadResult.NotFound::new);
    }

    private ReadResult read(Requester requester, ResourceKey key, ResourceVersion version) {
        SegmentRecord segment =
                Segments.of(network.state()).find(version.segment()).orElseThrow();
        if (segment.subject().isEmpty()) {
            Optional<ReadResult> refused = refusalOfUnattributed(requester, segment);
            if (refused.isPresent()) {
                return refused.get();
            }
            OpenedSegment opened = directory(List.of(segment.id())).getFirst();
            return version.deleted()
                    ? new ReadResult.Deleted(version.version(), segment.time())
                    : new ReadResult.Found(record(opened, version.position()));
        }
        try {
            // 1. The session: decided by the contract, on the ledger, before anything is released.
            Session session = sessions.require(requester, segment.subject().get(), segment.height());
            SessionCheck check = usable(session);
            check.refusal(segment.id()).ifPresent(code -> {
                throw new SalusException(code, "the session does not cover this part of the record");
            });
            if (version.deleted()) {
                return new ReadResult.Deleted(version.version(), segment.time());
            }
            // 2. The pieces: each custodian checks the session on its own copy of the ledger.
            OpenedSegment opened = open(session, List.of(segment.id())).getFirst();
            // 3. What custodians cannot see: types within the group, single resources.
            StoredRecord found = record(opened, version.position());
            if (!permitted(check, segment).test(found)) {
                sessions.deny(requester, segment.subject(), ErrorCode.NOT_COVERED_BY_SESSION);
                return new ReadResult.Refused(
                        ErrorCode.NOT_COVERED_BY_SESSION, "the patient permits other kinds of records");
            }
            // 4. The trace, before the answer.
            shown(session, List.of(key));
            return new ReadResult.Found(found);
        } catch (SalusException refused) {
            return refusal(refused);
        }
    }

    /// What is clinical and names no patient has nobody who could permit it: only those who act for the
    /// organisation that
    /// wrote it may read it.
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
        Session session = sessions.require(requester, subject, newestSegment(state, subject));
        SessionCheck check = usable(session);
        List<SegmentRecord> covered = new ArrayList<>();
        for (SubjectId pseudonym : Subjects.of(state).linked(subject)) {
            covered.addAll(covered(state, check, pseudonym, types));
        }
        refuseIfNothingIsLeft(requester, subject, check, covered, types);
        List<OpenedSegment> opened =
                open(session, covered.stream().map(SegmentRecord::id).toList());
        List<StoredRecord> found = new ArrayList<>();
        for (int i = 0; i < opened.size(); i++) {
            Predicate<StoredRecord> permitted = permitted(check, covered.get(i));
            currentOf(state, opened.get(i), types).stream().filter(permitted).forEach(found::add);
        }
        return new Selection(session, found);
    }

    /// A session whose permission was withdrawn since it was opened shows nothing: that is a refusal, not an empty
    /// record.
    private void refuseIfNothingIsLeft(
            Requester requester,
            SubjectId subject,
            SessionCheck check,
            List<SegmentRecord> covered,
            Predicate<String> types) {
        if (!covered.isEmpty()) {
            return;
        }
        Segments all = Segments.of(network.state());
        for (var entry : all.of(subject, 0, SEGMENTS_A_PAGE)) {
            SegmentRecord segment = all.find(entry.segment()).orElseThrow();
            Optional<ErrorCode> refusal = check.refusal(segment.id());
            if (refusal.isPresent()
                    && segment.cell().typeGroup().resourceTypes().stream().anyMatch(types)) {
                sessions.deny(requester, Optional.of(subject), refusal.get());
                throw new SalusException(refusal.get(), "the session does not cover this part of the record any more");
            }
        }
    }

    /// What a requester may see of a patient.
    public record Selection(Session session, List<StoredRecord> resources) {}

    /// Leaves the trace of what is about to be shown of a selection.
    public void shown(Selection selection, List<StoredRecord> resources) {
        if (!resources.isEmpty()) {
            shown(
                    selection.session(),
                    resources.stream()
                            .map(each -> ResourceKey.of(each.type(), each.id()))
                            .toList());
        }
    }

    /// Current resources that are about no patient, of every organisation.
    public List<StoredRecord> directory(List<SegmentId> ids, Predicate<String> types) {
        StateReader state = network.state();
        List<SegmentId> open =
                ids.stream().filter(id -> SessionCheck.isDirectory(state, id)).toList();
        return directory(open).stream()
                .flatMap(opened -> currentOf(state, opened, types).stream())
                .toList();
    }

    private List<OpenedSegment> directory(List<SegmentId> ids) {
        return segments.get(Optional.empty(), ids, _ -> {});
    }

    private List<SegmentRecord> covered(
            StateReader state, SessionCheck check, SubjectId subject, Predicate<String> types) {
        Segments all = Segments.of(state);
        List<SegmentRecord> covered = new ArrayList<>();
        for (long from = 0; from < all.count(subject); from += SEGMENTS_A_PAGE) {
            for (var entry : all.of(subject, from, SEGMENTS_A_PAGE)) {
                SegmentRecord segment = all.find(entry.segment()).orElseThrow();
                boolean wanted =
                        segment.cell().typeGroup().resourceTypes().stream().anyMatch(types);
                if (wanted && check.refusal(segment.id()).isEmpty()) {
                    covered.add(segment);
                }
            }
        }
        return covered;
    }

    private static long newestSegment(StateReader state, SubjectId subject) {
        Segments all = Segments.of(state);
        long newest = 0;
        for (SubjectId pseudonym : Subjects.of(state).linked(subject)) {
            long count = all.count(pseudonym);
            if (count > 0) {
                SegmentId last = all.of(pseudonym, count - 1, 1).getFirst().segment();
                newest = Math.max(newest, all.find(last).orElseThrow().height());
            }
        }
        return newest;
    }

    private static List<StoredRecord> currentOf(StateReader state, OpenedSegment opened, Predicate<String> types) {
        ResourceVersions versions = ResourceVersions.of(state);
        List<StoredRecord> found = new ArrayList<>();
        for (SegmentEntry entry : opened.entries()) {
            boolean current = types.test(entry.type())
                    && versions.current(ResourceKey.of(entry.type(), entry.id()))
                            .filter(version -> !version.deleted() && version.version() == entry.version())
                            .filter(version ->
                                    version.segment().equals(opened.descriptor().id()))
                            .isPresent();
            if (current) {
                found.add(record(opened, entry));
            }
        }
        return found;
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

    private void shown(Session session, List<ResourceKey> keys) {
        journal.append(
                new DisclosureJournal.Entry.Shown(
                        session.id(), session.requester().author().actor(), keys, time.now()),
                false);
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

    /// What the reading node decides for each resource (SECURITY.md): custodians know the group of types only.
    private static Predicate<StoredRecord> permitted(SessionCheck check, SegmentRecord segment) {
        return resource -> {
            var question = check.rules().question(segment.cell(), resource.type());
            Decision decision = check.rules().decide(question);
            if (decision.effect() != Decision.Effect.BY_RESOURCE) {
                return decision.effect() == Decision.Effect.PERMIT;
            }
            ResourceFacts facts = Codings.factsOf(resource);
            return check.rules().decide(question.withFacts(facts)).effect() == Decision.Effect.PERMIT;
        };
    }

    private static StoredRecord record(OpenedSegment opened, int position) {
        return record(opened, opened.entries().get(position));
    }

    private static StoredRecord record(OpenedSegment opened, SegmentEntry entry) {
        return new StoredRecord(
                entry.type(),
                entry.id(),
                entry.version(),
                entry.lastUpdated(),
                opened.descriptor().author(),
                entry.bytes());
    }

    private static ReadResult refusal(SalusException refused) {
        if (refused.code().kind() == ErrorCode.Kind.REFUSED) {
            return new ReadResult.Refused(refused.code(), refused.detail());
        }
        throw refused;
    }
}

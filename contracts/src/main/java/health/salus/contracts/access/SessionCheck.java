package health.salus.contracts.access;

import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a custodian asks its own copy of the ledger before it releases a piece.
///
/// The consent is asked again, as it is now: so a session ends in the round after the patient withdraws what it rests
/// on, and one that others rest on stays.
public final class SessionCheck {

    private final StateReader state;
    private final SessionRecord session;
    private final AccessRules rules;
    private final List<SubjectId> person;

    /// Segments of one cell are answered alike.
    private final Map<String, Boolean> permitted = new TreeMap<>();

    private SessionCheck(StateReader state, SessionRecord session, Instant time) {
        this.state = state;
        this.session = session;
        this.rules = AccessRules.of(state, session.subject(), session.reader(), session.basis(), time);
        this.person = Subjects.of(state).linked(session.subject());
    }

    /// Whether a session can be used at all, by this member and now.
    public sealed interface Opened {

        /// Ask it about segments.
        record Usable(SessionCheck check) implements Opened {}

        record Refused(ErrorCode code) implements Opened {}
    }

    public static Opened open(StateReader state, SessionId id, MemberId reader, Instant time) {
        Optional<SessionRecord> found = Sessions.of(state).find(id);
        if (found.isEmpty()) {
            return new Opened.Refused(ErrorCode.UNKNOWN_SESSION);
        }
        SessionRecord session = found.get();
        if (!session.readerMember().equals(reader)) {
            return new Opened.Refused(ErrorCode.NOT_AUTHORISED);
        }
        if (session.closedAt().isPresent()) {
            return new Opened.Refused(ErrorCode.SESSION_REVOKED);
        }
        return time.isBefore(session.expires())
                ? new Opened.Usable(new SessionCheck(state, session, time))
                : new Opened.Refused(ErrorCode.SESSION_EXPIRED);
    }

    /// Empty when the session covers the segment for this member now, otherwise why not.
    public static Optional<ErrorCode> refusal(
            StateReader state, SessionId id, SegmentId segment, MemberId reader, Instant time) {
        return switch (open(state, id, reader, time)) {
            case Opened.Usable(SessionCheck check) -> check.refusal(segment);
            case Opened.Refused(ErrorCode code) -> Optional.of(code);
        };
    }

    /// Whether the segment is of a directory, which members read without a session: it is about no patient, and of
    /// types that are about none.
    public static boolean isDirectory(StateReader state, SegmentId segment) {
        return withoutSubject(state, segment)
                .filter(found -> found.cell().typeGroup() == TypeGroup.DIRECTORY)
                .isPresent();
    }

    /// Whether a member may have the segment without a session. What is clinical and names no patient has nobody who
    /// could permit it to others: it stays with the organisation that wrote it, so with the member that hosts that.
    public static boolean isOpenTo(StateReader state, SegmentId segment, MemberId reader) {
        return isDirectory(state, segment)
                || withoutSubject(state, segment)
                        .filter(found ->
                                Directory.of(state).hosts(reader, found.cell().author()))
                        .isPresent();
    }

    private static Optional<SegmentRecord> withoutSubject(StateReader state, SegmentId segment) {
        return Segments.of(state).find(segment).filter(found -> found.subject().isEmpty());
    }

    public SessionRecord session() {
        return session;
    }

    /// What the reading node decides each resource with.
    public AccessRules rules() {
        return rules;
    }

    /// Empty when the session covers the segment, otherwise why not.
    public Optional<ErrorCode> refusal(SegmentId id) {
        Segments segments = Segments.of(state);
        Optional<SegmentRecord> found = segments.find(id);
        if (found.isEmpty() || found.get().subject().isEmpty()) {
            return Optional.of(ErrorCode.NOT_COVERED_BY_SESSION);
        }
        SegmentRecord segment = found.get();
        SubjectId subject = segment.subject().get();
        boolean covered = person.contains(subject)
                && segment.height() <= session.height()
                && segments.cellNumber(subject, segment.cell())
                        .filter(cell -> session.covers(subject, cell))
                        .isPresent();
        if (!covered) {
            return Optional.of(ErrorCode.NOT_COVERED_BY_SESSION);
        }
        boolean stillPermitted = permitted.computeIfAbsent(
                segment.cell().toString(), _ -> rules.decide(segment.cell()).permitsSome());
        return stillPermitted ? Optional.empty() : Optional.of(ErrorCode.SESSION_REVOKED);
    }
}

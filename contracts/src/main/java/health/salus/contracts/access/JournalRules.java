package health.salus.contracts.access;

import health.salus.contracts.identity.Caller;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Taking over what a node's journal says was shown or refused.
record JournalRules(Turn turn, Caller caller) {

    /// Some seconds of a busy node; bounds the work of one command.
    private static final int MAX_BATCH = 4_000;

    void disclosures(AccessCommand.RecordDisclosures command) {
        MemberId member = requireMember();
        Require.atMost(MAX_BATCH, command.disclosures().size(), "disclosures a command");
        Map<SubjectId, List<DisclosureRecord>> bySubject = new TreeMap<>();
        for (AccessCommand.Disclosure disclosure : command.disclosures()) {
            SessionRecord session = Sessions.of(turn.state())
                    .find(disclosure.session())
                    .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_SESSION, "no such session was opened"));
            Require.that(
                    session.readerMember().equals(member),
                    ErrorCode.NOT_AUTHORISED,
                    "the member that read records what it showed");
            Require.that(
                    session.reader().principal().equals(disclosure.actor()),
                    ErrorCode.WRONG_READER,
                    "somebody else is the session's reader");
            requireGroups(disclosure.shown());
            bySubject
                    .computeIfAbsent(session.subject(), _ -> new ArrayList<>())
                    .add(record(session, disclosure, member));
        }
        bySubject.forEach((subject, added) -> Sessions.DISCLOSURES.append(turn.state(), Place.of(subject), added));
    }

    private static void requireGroups(List<ShownGroup> shown) {
        boolean sound = !shown.isEmpty() && shown.stream().allMatch(each -> each.count() >= 1);
        Require.that(sound, ErrorCode.MALFORMED, "a disclosure shows something");
        for (int i = 1; i < shown.size(); i++) {
            boolean ascending = shown.get(i - 1).group().compareTo(shown.get(i).group()) < 0;
            Require.that(ascending, ErrorCode.MALFORMED, "a disclosure names each group once, in order");
        }
    }

    private DisclosureRecord record(SessionRecord session, AccessCommand.Disclosure disclosure, MemberId member) {
        Instant end = session.closedAt().filter(session.expires()::isAfter).orElse(session.expires());
        boolean outside = disclosure.time().isBefore(session.openedAt())
                || disclosure.time().isAfter(end);
        return new DisclosureRecord(
                session.id(),
                session.reader(),
                member,
                disclosure.shown(),
                disclosure.resources(),
                disclosure.time(),
                session.isEmergency(),
                outside,
                disclosure.deferred(),
                turn.context().height(),
                turn.context().transactionId());
    }

    /// Denials whose patient is not known stay in the log only: there is nobody's list to put them in, and one of them
    /// must not keep the others from theirs.
    void denials(AccessCommand.RecordDenials command) {
        MemberId member = requireMember();
        Require.atMost(MAX_BATCH, command.denials().size(), "denials a command");
        Map<SubjectId, List<DenialRecord>> bySubject = new TreeMap<>();
        for (AccessCommand.Denial denial : command.denials()) {
            denial.subject()
                    .flatMap(Subjects.of(turn.state())::find)
                    .ifPresent(subject -> bySubject
                            .computeIfAbsent(subject.id(), _ -> new ArrayList<>())
                            .add(record(denial, member)));
        }
        bySubject.forEach((subject, added) -> Sessions.DENIALS.append(turn.state(), Place.of(subject), added));
    }

    private DenialRecord record(AccessCommand.Denial denial, MemberId member) {
        return new DenialRecord(
                denial.actor(),
                denial.organisation(),
                denial.purpose(),
                denial.code(),
                denial.refused(),
                member,
                denial.time(),
                turn.context().height(),
                turn.context().transactionId());
    }

    private MemberId requireMember() {
        return caller.member()
                .orElseThrow(() -> new SalusException(
                        ErrorCode.NOT_AUTHORISED, "a member's node records what it showed and refused"));
    }
}

package health.salus.contracts.access;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.consent.Reader;
import health.salus.contracts.identity.Caller;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.NetworkLimits;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.identity.SubjectRecord;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.policy.RulePrograms;
import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Opening and closing sessions.
record SessionRules(Turn turn, Caller caller, RulePrograms programs) {

    SessionGrant open(AccessCommand.OpenSession command) {
        Subjects subjects = Subjects.of(turn.state());
        SubjectRecord subject = subjects.require(command.subject());
        Require.that(
                Sessions.of(turn.state()).find(command.session()).isEmpty(),
                ErrorCode.ALREADY_EXISTS,
                "a session of this id was opened");
        Require.that(command.seconds() >= 1, ErrorCode.MALFORMED, "a session lasts at least a second");
        Directory directory = Directory.of(turn.state());
        directory.requireMember(command.readerMember());
        Require.that(
                directory.hosts(command.readerMember(), caller.organisation()),
                ErrorCode.NOT_AUTHORISED,
                "the reading member hosts the reader's organisation");
        requireEmergencyFor(command);

        Reader reader = new Reader(caller.id(), caller.principal().kind(), caller.organisation(), command.purpose());
        AccessRules rules = AccessRules.of(turn.state(), command.subject(), reader, command.basis(), turn.time());
        Scope scope = Scope.of(turn.state(), subject, rules);
        Require.that(
                scope.decision().permitsSome(),
                ErrorCode.CONSENT_DENIED,
                "denied by " + scope.decision().reason());
        return record(command, reader, scope);
    }

    /// Practitioners only, for an emergency only, and as the network's own rule has it.
    private void requireEmergencyFor(AccessCommand.OpenSession command) {
        if (command.basis() instanceof SessionBasis.BreakGlass glass) {
            Require.that(
                    caller.principal().kind() == PrincipalKind.PRACTITIONER,
                    ErrorCode.EMERGENCY_NOT_PERMITTED,
                    "practitioners break the glass");
            Require.that(
                    command.purpose().isWithin(PurposeOfUse.ETREAT),
                    ErrorCode.EMERGENCY_NOT_PERMITTED,
                    "the glass is broken for emergency treatment");
            EmergencyRule.require(turn, caller, command, glass, programs);
        }
    }

    private SessionGrant record(AccessCommand.OpenSession command, Reader reader, Scope scope) {
        NetworkLimits limits = Directory.of(turn.state()).network().limits();
        boolean emergency = command.basis() instanceof SessionBasis.BreakGlass;
        long limit = emergency ? limits.breakGlassSeconds() : limits.sessionSeconds();
        Instant expires = turn.time().plusSeconds(Math.min(command.seconds(), limit));
        SessionRecord session = new SessionRecord(
                command.session(),
                command.subject(),
                reader,
                command.readerMember(),
                command.basis(),
                turn.time(),
                turn.context().height(),
                expires,
                scope.covered(),
                Optional.empty(),
                turn.context().transactionId());
        put(session);
        Sessions.BY_SUBJECT.append(turn.state(), Place.of(command.subject()), List.of(command.session()));
        return new SessionGrant(
                command.session(),
                scope.entries(),
                expires,
                session.height(),
                scope.decision().basis(),
                scope.decision().rule());
    }

    void close(AccessCommand.CloseSession command) {
        SessionRecord session = Sessions.of(turn.state())
                .find(command.session())
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_SESSION, "no such session was opened"));
        boolean reader = caller.id().equals(session.reader().principal());
        boolean readingNode = caller.principal()
                .speaksFor()
                .filter(session.readerMember()::equals)
                .isPresent();
        boolean patient = Subjects.of(turn.state()).speaksFor(caller.id(), session.subject(), turn.time());
        Require.that(
                reader || readingNode || patient,
                ErrorCode.NOT_AUTHORISED,
                "the reader, its node or the patient closes a session");
        if (session.closedAt().isEmpty()) {
            put(session.closed(turn.time()));
        }
    }

    private void put(SessionRecord session) {
        Sessions.SESSIONS.put(turn.state(), session, Place.NETWORK, session.id().value());
    }
}

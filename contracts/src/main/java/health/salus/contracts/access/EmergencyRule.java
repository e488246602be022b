package health.salus.contracts.access;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.identity.Caller;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.identity.PrincipalRecord;
import health.salus.contracts.policy.DecisionPoint;
import health.salus.contracts.policy.NamedValue;
import health.salus.contracts.policy.Policies;
import health.salus.contracts.policy.RuleId;
import health.salus.contracts.policy.RuleInput;
import health.salus.contracts.policy.RulePrograms;
import health.salus.contracts.policy.RuleType;
import health.salus.contracts.policy.RuleType.Scalar;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.ledger.state.StateReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The network's own rule about breaking the glass, which has to permit besides what this contract asks, while a
/// version is in force. It is asked with what stands in the command and what never changes of who gave it, so that it
/// can be tried on commands of the past.
public final class EmergencyRule implements DecisionPoint {

    private static final RuleId RULE = new RuleId("access.break-glass");
    private static final String PERMITTING = "permit";

    @Override
    public RuleId rule() {
        return RULE;
    }

    @Override
    public List<RuleInput> offered() {
        return List.of(
                new RuleInput("purpose", RuleType.one(Scalar.STRING)),
                new RuleInput("reason", RuleType.one(Scalar.STRING)),
                new RuleInput("organisation", RuleType.one(Scalar.STRING)),
                new RuleInput("reader_member", RuleType.one(Scalar.STRING)),
                new RuleInput("seconds", RuleType.one(Scalar.INT)),
                new RuleInput("time", RuleType.one(Scalar.TIMESTAMP)),
                new RuleInput("hour_utc", RuleType.one(Scalar.INT)));
    }

    @Override
    public String permitting() {
        return PERMITTING;
    }

    /// Asked after who breaks the glass, and what for, were found fit.
    @Override
    public Optional<List<NamedValue>> asked(PastCommand past, StateReader now) {
        if (!past.command().contract().equals("access")
                || !past.command().name().equals(AccessCommand.OpenSession.class.getSimpleName())
                || !(AccessCommand.FORMAT.decode(past.command()) instanceof AccessCommand.OpenSession open)
                || !(open.basis() instanceof SessionBasis.BreakGlass glass)
                || !open.purpose().isWithin(PurposeOfUse.ETREAT)) {
            return Optional.empty();
        }
        return Directory.of(now)
                .principal(past.attestation().actor())
                .filter(actor -> actor.kind() == PrincipalKind.PRACTITIONER)
                .map(actor -> values(open, glass, actor, past.time()));
    }

    private static List<NamedValue> values(
            AccessCommand.OpenSession open, SessionBasis.BreakGlass glass, PrincipalRecord actor, Instant time) {
        return List.of(
                NamedValue.of("purpose", open.purpose().name()),
                NamedValue.of("reason", glass.reason()),
                NamedValue.of("organisation", actor.organisation().value()),
                NamedValue.of("reader_member", open.readerMember().value()),
                NamedValue.of("seconds", open.seconds()),
                NamedValue.of("time", time),
                NamedValue.of("hour_utc", time.atOffset(ZoneOffset.UTC).getHour()));
    }

    static void require(
            Turn turn,
            Caller caller,
            AccessCommand.OpenSession open,
            SessionBasis.BreakGlass glass,
            RulePrograms programs) {
        Policies.of(turn.state(), programs)
                .evaluate(RULE, turn.context().height(), values(open, glass, caller.principal(), turn.time()))
                .ifPresent(result -> Require.that(
                        result.flag(PERMITTING),
                        ErrorCode.EMERGENCY_NOT_PERMITTED,
                        result.title() + " does not permit it"));
    }
}

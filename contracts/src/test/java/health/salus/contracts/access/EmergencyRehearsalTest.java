package health.salus.contracts.access;

import static health.salus.contracts.stage.Cast.DAWN;
import static health.salus.contracts.stage.Cast.DOCTOR_B;
import static health.salus.contracts.stage.Cast.M2;
import static health.salus.contracts.stage.Cast.NETWORK;
import static health.salus.contracts.stage.Cast.NODE_1;
import static health.salus.contracts.stage.Cast.STAFF_B;
import static health.salus.contracts.stage.Cast.SUBJECT;
import static health.salus.contracts.stage.WrittenRule.BREAK_GLASS;
import static health.salus.contracts.stage.WrittenRule.emergency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import health.salus.contracts.SalusContracts;
import health.salus.contracts.access.AccessCommand.OpenSession;
import health.salus.contracts.consent.PurposeOfUse;
import health.salus.contracts.identity.KeyDirectory;
import health.salus.contracts.policy.Policies;
import health.salus.contracts.policy.PolicyCommand.ProposeRule;
import health.salus.contracts.policy.Rehearsal;
import health.salus.contracts.policy.RuleDefinition;
import health.salus.contracts.policy.RulePrograms;
import health.salus.contracts.policy.RuleType.Scalar;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.InMemoryState;
import health.salus.contracts.stage.SeededRandom;
import health.salus.contracts.stage.Stage;
import health.salus.contracts.stage.WrittenRule;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.SigningKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SessionId;
import health.salus.ledger.block.Block;
import health.salus.ledger.execution.BlockExecutor;
import health.salus.ledger.execution.ExecutedBlock;
import health.salus.ledger.execution.OrderedRound;
import health.salus.ledger.state.StateReader;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a draft would have said of the emergencies of the past.
class EmergencyRehearsalTest {

    private final SeededRandom random = new SeededRandom(7);
    private final InMemoryState state = new Stage().enrolled().state();
    private final BlockExecutor executor = new BlockExecutor(NETWORK, new KeyDirectory(), SalusContracts.all());
    private final List<Block> blocks = new ArrayList<>();
    private int sessions;

    private void block(PrincipalId signer, Object... commands) {
        SigningKey key = Cast.key(signer);
        List<Command> encoded = Stream.of(commands).map(Stage::encode).toList();
        Transaction transaction = new Transaction(
                Transaction.VERSION,
                NETWORK,
                new Attestation.PrincipalSigned(signer, key.verificationKey().id()),
                DAWN,
                DAWN.plus(Transaction.MAX_WINDOW),
                random.octets(Transaction.SALT_BYTES),
                false,
                encoded);
        Octets envelope = CoseSign1.sign(transaction.encode(), key).encode();
        OrderedRound round = new OrderedRound(DAWN, List.of(new OrderedRound.Item(envelope, DAWN, M2)));
        ExecutedBlock executed = executor.execute(blocks.size() + 1L, round, state, _ -> false);
        executed.changes()
                .byKey()
                .forEach((place, value) ->
                        value.ifPresentOrElse(put -> state.put(place, put), () -> state.remove(place)));
        blocks.add(new Block(
                Block.VERSION,
                executed.height(),
                executed.time(),
                0,
                executed.transactions().stream()
                        .map(each -> new Block.Item(envelope, each.outcome().encode(), each.time(), Octets.EMPTY))
                        .toList(),
                Octets.EMPTY));
    }

    private OpenSession open(PurposeOfUse purpose, long seconds, SessionBasis basis) {
        return new OpenSession(new SessionId("session-" + sessions++), SUBJECT, purpose, seconds, basis, M2);
    }

    private OpenSession emergencyFor(long seconds) {
        return open(PurposeOfUse.ETREAT, seconds, new SessionBasis.BreakGlass("ERTREAT"));
    }

    private static RuleDefinition draft(long version, String expression) {
        return WrittenRule.breakGlass(version, expression)
                .expect(true, emergency("ETREAT", 120))
                .build();
    }

    private Rehearsal.Report rehearse(RuleDefinition draft, StateReader now) {
        Rehearsal rehearsal = new Rehearsal(new EmergencyRule(), draft, now, new RulePrograms());
        blocks.forEach(rehearsal::over);
        return rehearsal.report();
    }

    /// The first block has no rule; from the second on two hours are the most.
    private void history() {
        block(DOCTOR_B, emergencyFor(60), emergencyFor(9000), open(PurposeOfUse.TREAT, 60, new SessionBasis.Normal()));
        block(NODE_1, new ProposeRule(draft(1, "seconds <= 7200")));
        Policies.enact(state, BREAK_GLASS, 1, 3);
        block(DOCTOR_B, emergencyFor(60), emergencyFor(9000), emergencyFor(7000));
        block(STAFF_B, emergencyFor(60));
        block(
                DOCTOR_B,
                open(PurposeOfUse.HRESCH, 60, new SessionBasis.BreakGlass("ERTREAT")),
                open(PurposeOfUse.TREAT, 60, new SessionBasis.Normal()));
    }

    @Test
    void countsWhatWouldHaveBeenDecidedOtherwise() {
        history();
        Rehearsal.Report report = rehearse(draft(2, "seconds > 100"), state);
        assertThat(report.asked()).isEqualTo(5);
        assertThat(report.nowRefused()).isEqualTo(2);
        assertThat(report.nowPermitted()).isEqualTo(1);
        assertThat(report.failed()).isZero();
        assertThat(report.dearest()).isEqualTo(3);
        assertThat(report.cases())
                .extracting(Rehearsal.Case::height, Rehearsal.Case::index, Rehearsal.Case::permitted)
                .containsExactly(tuple(1L, 0, false), tuple(3L, 0, false), tuple(3L, 1, true));
    }

    @Test
    void findsNothingAnotherWayUnderTheRuleThatWasInForce() {
        history();
        Rehearsal.Report report = rehearse(draft(2, "seconds <= 7200"), state);
        assertThat(report.asked()).isEqualTo(5);
        assertThat(report.nowRefused()).as("from before the rule").isEqualTo(1);
        assertThat(report.nowPermitted()).isZero();
    }

    @Test
    void tellsWhereTheDraftComesToNoAnswer() {
        history();
        Rehearsal.Report report = rehearse(draft(2, "60 / (seconds - 60) < 100"), state);
        assertThat(report.failed()).isEqualTo(2);
        assertThat(report.nowRefused()).isEqualTo(2);
        assertThat(report.cases().getFirst().failure())
                .contains("RULE_FAILED: rule access.break-glass version 2, clause permit: a division by zero");
    }

    @Test
    void changesNothing() {
        history();
        var before = state.copy();
        rehearse(draft(2, "seconds > 100"), state);
        assertThat(state.copy()).isEqualTo(before);
    }

    @Test
    void refusesADraftThatIsNotAskedHere() {
        RuleDefinition elsewhere = WrittenRule.of(BREAK_GLASS.value(), 1)
                .input("age", Scalar.INT)
                .clause("permit", Scalar.BOOL, "age > 1")
                .expect(true, List.of())
                .build();
        assertThatThrownBy(() -> rehearse(elsewhere, state))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_RULE));
    }
}

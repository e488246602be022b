package health.salus.contracts;

import static health.salus.contracts.stage.Cast.DAWN;
import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.KeyDirectory;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.InMemoryState;
import health.salus.contracts.stage.SeededRandom;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.SigningKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.ledger.execution.BlockExecutor;
import health.salus.ledger.execution.CommandContext;
import health.salus.ledger.execution.Contract;
import health.salus.ledger.execution.ExecutedBlock;
import health.salus.ledger.execution.OrderedRound;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.WorldState;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Transaction;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What one transaction may have every member write.
class StateLimitTest {

    private static final int EACH = 6 * 1024 * 1024;

    /// Writes a few megabytes at each command, always in another place.
    private static final Contract GREEDY = new Contract() {
        @Override
        public String name() {
            return "greedy";
        }

        @Override
        public CommandOutcome execute(Command command, CommandContext context, WorldState state) {
            state.put(StateKey.of("greedy", Integer.toString(context.index())), Octets.wrap(new byte[EACH]));
            return new CommandOutcome.Accepted(Octets.EMPTY);
        }
    };

    @Test
    void theCommandThatGoesBeyondItIsRefused() {
        ExecutedBlock block = execute(false, 3);
        assertThat(block.transactions().getFirst().outcome().commands())
                .satisfiesExactly(
                        one -> assertThat(one).isInstanceOf(CommandOutcome.Accepted.class),
                        two -> assertThat(two).isInstanceOf(CommandOutcome.Accepted.class),
                        three -> assertThat(three)
                                .isInstanceOfSatisfying(
                                        CommandOutcome.Refused.class,
                                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED)));
        assertThat(block.changes().byKey()).hasSize(2);
    }

    @Test
    void ofWhatStandsTogetherNothingIsLeft() {
        assertThat(execute(true, 3).changes().byKey()).isEmpty();
        assertThat(execute(true, 2).changes().byKey()).hasSize(2);
    }

    private static ExecutedBlock execute(boolean atomic, int commands) {
        InMemoryState state = new InMemoryState();
        Cast.genesis().applyTo(state);
        SigningKey key = Cast.key(DOCTOR_A);
        Transaction transaction = new Transaction(
                Transaction.VERSION,
                NETWORK,
                new Attestation.PrincipalSigned(DOCTOR_A, key.verificationKey().id()),
                DAWN,
                DAWN.plus(Transaction.MAX_WINDOW),
                new SeededRandom(commands).octets(Transaction.SALT_BYTES),
                atomic,
                Collections.nCopies(commands, new Command("greedy", "write", 1, Octets.EMPTY)));
        Octets envelope = CoseSign1.sign(transaction.encode(), key).encode();
        OrderedRound round = new OrderedRound(DAWN, List.of(new OrderedRound.Item(envelope, DAWN, M1)));
        return new BlockExecutor(NETWORK, new KeyDirectory(), List.of(GREEDY)).execute(1, round, state, _ -> false);
    }
}

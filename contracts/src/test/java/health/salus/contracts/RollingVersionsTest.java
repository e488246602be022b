package health.salus.contracts;

import static health.salus.contracts.stage.Cast.DAWN;
import static health.salus.contracts.stage.Cast.DOCTOR_A;
import static health.salus.contracts.stage.Cast.M1;
import static health.salus.contracts.stage.Cast.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.contracts.identity.KeyDirectory;
import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.InMemoryState;
import health.salus.contracts.stage.SeededRandom;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.SigningKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.ledger.execution.BlockContext;
import health.salus.ledger.execution.BlockExecutor;
import health.salus.ledger.execution.CommandContext;
import health.salus.ledger.execution.Contract;
import health.salus.ledger.execution.ContractRegistry;
import health.salus.ledger.execution.ContractVersions;
import health.salus.ledger.execution.ExecutedBlock;
import health.salus.ledger.execution.OrderedRound;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.WorldState;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Transaction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Members upgrade their programs one after the other, and change the rules together.
class RollingVersionsTest {

    private static final int TURN = 3;

    /// Answers with the version of its rules.
    private record Greeting(int version) implements Contract {

        @Override
        public String name() {
            return "greeting";
        }

        @Override
        public CommandOutcome execute(Command command, CommandContext context, WorldState state) {
            return new CommandOutcome.Accepted(Octets.utf8("version " + version));
        }
    }

    /// Puts version 2 in force with a block, as a vote would.
    private record Vote(String contract, int version) implements Contract {

        @Override
        public String name() {
            return "vote";
        }

        @Override
        public int version() {
            return ContractVersions.FIRST;
        }

        @Override
        public void begin(BlockContext context, WorldState state) {
            if (context.height() == TURN) {
                ContractVersions.put(state, contract, 2);
            }
        }

        @Override
        public CommandOutcome execute(Command command, CommandContext context, WorldState state) {
            return new CommandOutcome.Refused(ErrorCode.MALFORMED, "nothing to do");
        }
    }

    private static final Contract VOTE = new Vote("greeting", 1);

    private final InMemoryState state = new InMemoryState();

    RollingVersionsTest() {
        Cast.genesis().applyTo(state);
    }

    @Test
    void oldAndNewProgramsComputeTheSameUntilTheVoteAndOnlyTheNewGoOn() {
        BlockExecutor old = program(new Greeting(1), VOTE);
        BlockExecutor upgraded = program(new Greeting(1), new Greeting(2), VOTE);
        for (int height = 1; height < TURN; height++) {
            ExecutedBlock block = execute(upgraded, height);
            assertThat(block).isEqualTo(execute(old, height));
            assertThat(answer(block)).isEqualTo("version 1");
            block.changes().byKey().forEach(this::apply);
        }
        // Whoever did not upgrade stops with the block, and changes nothing.
        assertThatThrownBy(() -> execute(old, TURN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 2 of contract greeting")
                .hasMessageContaining("install a newer Salus");

        // The new rules hold for the first transaction of the block already.
        ExecutedBlock turn = execute(upgraded, TURN);
        assertThat(answer(turn)).isEqualTo("version 2");
        turn.changes().byKey().forEach(this::apply);
        assertThat(answer(execute(program(new Greeting(2), VOTE), TURN + 1)))
                .as("once the old rules are past, a program need not have them")
                .isEqualTo("version 2");
    }

    @Test
    void aContractThatCameLaterDoesNothingBeforeItsVote() {
        BlockExecutor program = program(new Greeting(2), VOTE);
        assertThat(execute(program, 1).transactions().getFirst().outcome().commands())
                .singleElement()
                .isInstanceOfSatisfying(
                        CommandOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_CONTRACT));
        assertThat(answer(execute(program, TURN))).isEqualTo("version 2");
    }

    @Test
    void oneVersionIsThereOnce() {
        List<Contract> twice = List.of(new Greeting(1), new Greeting(1));
        assertThatThrownBy(() -> new ContractRegistry(twice)).hasMessageContaining("there twice");
    }

    private void apply(StateKey key, Optional<Octets> value) {
        value.ifPresentOrElse(present -> state.put(key, present), () -> state.remove(key));
    }

    private static BlockExecutor program(Contract... contracts) {
        return new BlockExecutor(NETWORK, new KeyDirectory(), List.of(contracts));
    }

    private static String answer(ExecutedBlock block) {
        CommandOutcome outcome =
                block.transactions().getFirst().outcome().commands().getFirst();
        return ((CommandOutcome.Accepted) outcome).result().toUtf8();
    }

    private ExecutedBlock execute(BlockExecutor program, int height) {
        SigningKey key = Cast.key(DOCTOR_A);
        Transaction transaction = new Transaction(
                Transaction.VERSION,
                NETWORK,
                new Attestation.PrincipalSigned(DOCTOR_A, key.verificationKey().id()),
                DAWN,
                DAWN.plus(Transaction.MAX_WINDOW),
                new SeededRandom(height).octets(Transaction.SALT_BYTES),
                false,
                List.of(new Command("greeting", "Greet", 1, Octets.EMPTY)));
        Octets envelope = CoseSign1.sign(transaction.encode(), key).encode();
        OrderedRound round = new OrderedRound(DAWN, List.of(new OrderedRound.Item(envelope, DAWN, M1)));
        return program.execute(height, round, state, _ -> false);
    }
}

package health.salus.testkit.replica;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.ledger.block.Block;
import health.salus.ledger.execution.BlockContext;
import health.salus.ledger.execution.CommandContext;
import health.salus.ledger.execution.Contract;
import health.salus.ledger.execution.OrderedRound;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.WorldState;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.testkit.ledger.SampleBlocks;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What contracts do at the beginning of a block is the same for a member that gets the block from a peer, where what
/// was discarded is not in it. Found by the simulator: the time was that of the first transaction, admitted or not.
class BlockTimeTest {

    private static final Instant TIME = SmallConsortium.TIME;
    private static final Octets NOT_A_TRANSACTION = Octets.utf8("not a transaction");

    private final SmallMember giving = member(SmallConsortium.A);
    private final SmallMember asking = member(SmallConsortium.B);

    @Test
    void theFirstTransactionIsDiscarded() {
        Octets good = new SampleBlocks(1).transactions(1).getFirst().envelope();
        adopted(List.of(item(NOT_A_TRANSACTION, 1), item(good, 2)));
    }

    @Test
    void allTransactionsAreDiscarded() {
        adopted(List.of(item(NOT_A_TRANSACTION, 1), item(NOT_A_TRANSACTION, 2)));
    }

    private void adopted(List<OrderedRound.Item> items) {
        giving.ledger.execute(1, new OrderedRound(TIME.plusSeconds(2), items), true);
        Block block = giving.store.block(1).orElseThrow();
        asking.ledger.adopt(block);
        assertThat(asking.store.stateRoot()).isEqualTo(giving.store.stateRoot());
        assertThat(asking.store.state().get(Diary.KEY))
                .contains(Octets.utf8(TIME.plusSeconds(2).toString()));
    }

    private static OrderedRound.Item item(Octets envelope, long second) {
        return new OrderedRound.Item(envelope, TIME.plusSeconds(second), SmallConsortium.A);
    }

    private static SmallMember member(MemberId id) {
        return new SmallMember(id, new SmallMember.KeptMark(), List.of(new Diary()));
    }

    /// Notes the time of each block at its beginning.
    private static final class Diary implements Contract {

        static final StateKey KEY = StateKey.of("diary");

        @Override
        public String name() {
            return "diary";
        }

        @Override
        public void begin(BlockContext context, WorldState state) {
            state.put(KEY, Octets.utf8(context.time().toString()));
        }

        @Override
        public CommandOutcome execute(Command command, CommandContext context, WorldState state) {
            return CommandOutcome.Accepted.NOTHING_TO_SAY;
        }
    }
}

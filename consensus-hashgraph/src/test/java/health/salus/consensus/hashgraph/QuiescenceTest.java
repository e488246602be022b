package health.salus.consensus.hashgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hiero.consensus.model.quiescence.QuiescenceCommand.BREAK_QUIESCENCE;
import static org.hiero.consensus.model.quiescence.QuiescenceCommand.DONT_QUIESCE;
import static org.hiero.consensus.model.quiescence.QuiescenceCommand.QUIESCE;

import health.salus.kernel.Octets;
import health.salus.testkit.consensus.Await;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hiero.consensus.model.quiescence.QuiescenceCommand;
import org.hiero.consensus.model.status.PlatformStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuiescenceTest {

    private static final long HORIZON_ROUNDS = 26;

    private final TransactionPool pool = new TransactionPool(HashgraphSettings.LOCAL, 1, InstantSource.system());
    private final Quiescence quiescence = new Quiescence(pool, HORIZON_ROUNDS, Duration.ofMillis(30));
    private final List<QuiescenceCommand> commands = new CopyOnWriteArrayList<>();

    @BeforeEach
    void connect() {
        quiescence.connect(commands::add);
    }

    @AfterEach
    void close() {
        quiescence.close();
    }

    @Test
    void aTransactionWakesTheNetworkAndItRestsAfterwards() {
        rest();
        submit();
        assertThat(commands).endsWith(QUIESCE, BREAK_QUIESCENCE);

        pool.takeForEvent();
        quiescence.seen(10);
        assertThat(commands).endsWith(BREAK_QUIESCENCE, DONT_QUIESCE);

        quiescence.ordered(10);
        quiescence.roundReached(12);
        awaitLast(QUIESCE);
    }

    @Test
    void itStaysAwakeWhileAnothersTransactionIsUnderWay() {
        rest();
        quiescence.seen(10);
        quiescence.roundReached(11);
        submit();
        // The others are awake for that transaction: an ordinary event will carry this one.
        assertThat(commands).endsWith(QUIESCE, DONT_QUIESCE);
    }

    @Test
    void anEventBeyondTheHorizonKeepsNobodyAwake() {
        rest();
        quiescence.seen(10);
        quiescence.roundReached(10 + HORIZON_ROUNDS + 1);
        awaitLast(QUIESCE);
    }

    @Test
    void aNodeThatIsNotConfirmedKnocks() {
        quiescence.statusChanged(PlatformStatus.OBSERVING);
        quiescence.statusChanged(PlatformStatus.CHECKING);

        assertThat(commands).containsExactly(BREAK_QUIESCENCE);
        assertThat(pool.takeForEvent())
                .singleElement()
                .satisfies(
                        knock -> assertThat(Envelope.open(knock.transaction())).isEqualTo(new Envelope.Knock()));
    }

    @Test
    void whatWaitsInThePoolNeedsNoKnock() {
        pool.submit(Octets.utf8("waiting"));
        quiescence.statusChanged(PlatformStatus.CHECKING);

        assertThat(pool.takeForEvent()).hasSize(1);
    }

    private void rest() {
        quiescence.statusChanged(PlatformStatus.ACTIVE);
        awaitLast(QUIESCE);
    }

    private void submit() {
        pool.submit(Octets.utf8("something"));
        quiescence.submitted();
    }

    private void awaitLast(QuiescenceCommand command) {
        Await.until(() -> !commands.isEmpty() && commands.getLast() == command, commands::toString);
    }
}

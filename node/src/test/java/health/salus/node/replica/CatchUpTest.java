package health.salus.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SalusException;
import health.salus.node.peer.Peers;
import health.salus.proof.MemberSet;
import health.salus.proof.membership.MemberKeys;
import health.salus.testkit.consensus.Await;
import health.salus.testkit.ledger.InMemoryLedgerStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node that nobody gives the blocks it misses goes on asking, and stops all the same when it is told to.
class CatchUpTest {

    private static final MemberId SELF = new MemberId("north");
    private static final MemberId AWAY = new MemberId("south");

    @TempDir
    Path directory;

    @Test
    void asksAPeerThatIsAwayUntilTheNodeStops() throws InterruptedException {
        MemberKeys own = keys(SELF);
        Peers peers = new Peers(
                SELF, own.tls(), List.of(SoloLedger.card(AWAY, new OrganisationId("south-hospital"), 1, keys(AWAY))));
        AtomicInteger asked = new AtomicInteger();
        CatchUp catchUp = new CatchUp(new InMemoryLedgerStore(), _ -> new MemberSet(List.of()), peers);
        CompletableFuture<Void> fetching = CompletableFuture.runAsync(() -> catchUp.fetch(
                5,
                (_, _) -> {
                    throw new AssertionError("nobody gives a block");
                },
                () -> asked.incrementAndGet() < 0));
        Await.until(() -> asked.get() > 2, () -> "it gave up: " + fetching);
        assertThat(fetching).isNotDone();

        catchUp.close();
        Await.until(fetching::isDone, () -> "it goes on");
        try {
            fetching.get();
        } catch (ExecutionException ended) {
            assertThat(ended.getCause())
                    .isInstanceOfSatisfying(
                            SalusException.class,
                            stopping -> assertThat(stopping.code()).isEqualTo(ErrorCode.NOT_ACTIVE));
            return;
        }
        throw new AssertionError("it ended as if it had all blocks");
    }

    private MemberKeys keys(MemberId member) {
        return MemberKeys.create(directory.resolve(member.value()), member, Instant.now(), new SystemRandomSource());
    }
}

package health.salus.node;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SalusException;
import health.salus.testkit.consensus.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One of four members hands in as much as its node takes. The others' writes are decided all the same, and all four
/// end at the same state.
@Tag("slow")
class FloodTest {

    private static final int FLOODERS = 2_000;
    private static final int WRITES = 30;
    private static final int FLOODING = 3;

    @TempDir
    Path directory;

    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicLong flooded = new AtomicLong();

    @Test
    void theOthersGoOn() throws IOException {
        try (FourMembers four = new FourMembers(directory)) {
            try (ExecutorService flood = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < FLOODERS; i++) {
                    String name = "flood-" + i + "-";
                    flood.execute(() -> flood(four.node(FLOODING), name));
                }
                Await.until(() -> flooded.get() > FLOODERS, () -> "the flood has not begun: " + flooded);
                long before = flooded.get();
                for (int i = 0; i < WRITES; i++) {
                    four.register(i % FLOODING, new PrincipalId("other-" + i), PrincipalKind.STAFF, List.of());
                }
                assertThat(flooded.get()).as("it went on meanwhile").isGreaterThan(before);
                enough.set(true);
            }
            Await.until(() -> isLevel(four), () -> four.nodes().toString());
            for (NodeRuntime node : four.nodes()) {
                assertThat(node.evidence().items()).isEmpty();
            }
        }
    }

    private void flood(NodeRuntime node, String name) {
        for (int i = 0; !enough.get(); i++) {
            IdentityCommand command = new IdentityCommand.RegisterPrincipal(
                    new PrincipalId(name + i), PrincipalKind.STAFF, node.card().organisation(), List.of());
            try {
                node.network().decide(node.network().signAsMember(List.of(IdentityCommand.FORMAT.encode(command))));
                flooded.incrementAndGet();
            } catch (SalusException refused) {
                // It was too much for its own node: then again.
            }
        }
    }

    private static boolean isLevel(FourMembers four) {
        return four.nodes().stream()
                        .map(node -> node.ledger().status())
                        .map(status -> status.logSize() + " " + status.finalSize())
                        .distinct()
                        .count()
                == 1;
    }
}

package health.salus.consensus.hashgraph;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.consensus.ConsensusPhase;
import health.salus.kernel.MemberId;
import health.salus.testkit.consensus.Await;
import health.salus.testkit.consensus.RecordingHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An engine closes whatever others do to its port: in a change of members, those who are in the next epoch already
/// call there all the time.
class HashgraphCloseTest {

    private static final int CALLERS = 8;
    private static final int PAUSE_MILLIS = 50;

    @TempDir
    Path directory;

    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger connected = new AtomicInteger();

    @Test
    void closesWhileOthersCallAllTheTime() throws IOException, InterruptedException {
        TestNetwork network = TestNetwork.create(directory, 4, HashgraphSettings.LOCAL);
        MemberId member = network.members().getFirst();
        int port = network.network().member(member).gossip().port();
        HashgraphConsensus engine = network.open(member);
        engine.start(new RecordingHandler(0));
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(Thread.ofPlatform().daemon().start(() -> call(port)));
        }
        Await.until(
                () -> connected.get() > CALLERS, () -> engine.status().phase() + ", and " + connected + " connections");

        Thread closing = Thread.ofPlatform().daemon().start(engine::close);
        Await.until(() -> !closing.isAlive(), () -> "the engine does not close");
        enough.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(engine.status().phase()).isEqualTo(ConsensusPhase.CLOSED);
        // Whoever comes next can have it.
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    private void call(int port) {
        while (!enough.get()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                connected.incrementAndGet();
                socket.getOutputStream().write(0);
            } catch (IOException refused) {
                // It closed meanwhile.
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}

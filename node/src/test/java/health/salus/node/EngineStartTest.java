package health.salus.node;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.consensus.ConsensusPhase;
import health.salus.node.replica.LedgerRuntime;
import health.salus.testkit.consensus.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What keeps an engine from starting is shown, and tried again until it is over.
class EngineStartTest {

    private static final int WEST = 3;

    @TempDir
    Path directory;

    @Test
    void startsWhenItsPortIsGivenBack() throws IOException {
        try (FourMembers four = new FourMembers(directory)) {
            String gossip = four.node(WEST).card().gossipAddress();
            int port = Integer.parseInt(gossip.substring(gossip.lastIndexOf(':') + 1));
            four.stop(WEST);
            try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                four.restart(WEST);
                LedgerRuntime.Status status = four.node(WEST).ledger().status();
                assertThat(status.consensus().phase()).isEqualTo(ConsensusPhase.STARTING);
                assertThat(status.consensus().reason())
                        .contains("cannot listen")
                        .contains(Integer.toString(other.getLocalPort()));
            }
            Await.until(
                    () -> four.node(WEST).ledger().isCurrent(),
                    () -> four.node(WEST).ledger().status().toString());
        }
    }
}

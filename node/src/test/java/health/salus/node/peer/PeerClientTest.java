package health.salus.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import health.salus.crypto.SystemRandomSource;
import health.salus.crypto.tls.MutualTls;
import health.salus.crypto.tls.TlsIdentity;
import health.salus.crypto.tls.TrustedCertificates;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A member at another's address, and members that answer too much or too slowly.
class PeerClientTest {

    private static final MemberId NORTH = new MemberId("north");
    private static final MemberId SOUTH = new MemberId("south");
    private static final MemberId EAST = new MemberId("east");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final TlsIdentity norths = identity(NORTH);
    private final TlsIdentity souths = identity(SOUTH);
    private final TlsIdentity easts = identity(EAST);
    private final TrustedCertificates all = TrustedCertificates.of(
            Map.of(NORTH, norths.certificate(), SOUTH, souths.certificate(), EAST, easts.certificate()));
    private final CountDownLatch done = new CountDownLatch(1);
    private HttpsServer server;

    @BeforeEach
    void serve() throws IOException {
        MutualTls tls = new MutualTls(easts, all);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.context()) {
            @Override
            public void configure(HttpsParameters parameters) {
                parameters.setSSLParameters(tls.parameters());
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/peer/v1/echo", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/peer/v1/much", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] megabyte = new byte[1024 * 1024];
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i <= PeerServer.MAX_MESSAGE_BYTES / megabyte.length; i++) {
                    out.write(megabyte);
                }
            }
        });
        server.createContext("/peer/v1/drip", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await();
            exchange.close();
        });
        server.start();
    }

    private void await() {
        try {
            done.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        done.countDown();
        server.stop(0);
    }

    @Test
    void aMemberAnswersInItsOwnNameOnly() {
        Octets request = Octets.utf8("a secret");
        try (PeerClient east = client(EAST);
                PeerClient south = client(SOUTH)) {
            assertThat(east.call("echo", request, PATIENCE)).isEqualTo(request);
            // East listens where south is said to be: it is a member, but not the one that is meant.
            assertThatThrownBy(() -> south.call("echo", request, PATIENCE))
                    .isInstanceOfSatisfying(
                            SalusException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TIMEOUT));
        }
    }

    @Test
    void anAnswerThatIsTooLargeOrNeverEndsFails() {
        try (PeerClient east = client(EAST)) {
            for (String message : List.of("much", "drip")) {
                assertThatThrownBy(() -> east.call(message, Octets.EMPTY, PATIENCE))
                        .as(message)
                        .isInstanceOfSatisfying(
                                SalusException.class,
                                refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TIMEOUT));
            }
        }
    }

    private PeerClient client(MemberId peer) {
        URI address = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        return new PeerClient(peer, address, new MutualTls(norths, all));
    }

    private static TlsIdentity identity(MemberId member) {
        return TlsIdentity.generate(member, List.of("127.0.0.1"), Instant.now(), new SystemRandomSource());
    }
}

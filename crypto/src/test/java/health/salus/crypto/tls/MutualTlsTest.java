package health.salus.crypto.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.crypto.Secret;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class MutualTlsTest {

    private static final MemberId NORTH = new MemberId("north");
    private static final MemberId SOUTH = new MemberId("south");
    private final TlsIdentity norths = identity(NORTH, Instant.now());
    private final TlsIdentity souths = identity(SOUTH, Instant.now());
    private final TrustedCertificates both =
            TrustedCertificates.of(Map.of(NORTH, norths.certificate(), SOUTH, souths.certificate()));

    private record Ends(Optional<MemberId> seenByServer, Optional<MemberId> seenByClient) {}

    @Test
    void eachSideLearnsWhoTheOtherIs() throws Exception {
        Ends ends = connect(new MutualTls(norths, both), new MutualTls(souths, both));
        assertThat(ends).isEqualTo(new Ends(Optional.of(SOUTH), Optional.of(NORTH)));
    }

    @Test
    void aMemberThatIsNotTrustedIsRefusedByEitherSide() {
        TrustedCertificates onlyNorth = TrustedCertificates.of(Map.of(NORTH, norths.certificate()));
        assertThatThrownBy(() -> connect(new MutualTls(norths, onlyNorth), new MutualTls(souths, both)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> connect(new MutualTls(souths, both), new MutualTls(norths, onlyNorth)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anotherCertificateInTheSameNameIsRefused() {
        TlsIdentity impostor = identity(SOUTH, Instant.now());
        assertThatThrownBy(() -> connect(new MutualTls(norths, both), new MutualTls(impostor, both)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anExpiredCertificateIsRefused() {
        TlsIdentity old =
                identity(SOUTH, Instant.now().minus(TlsIdentity.VALIDITY).minus(Duration.ofDays(2)));
        TrustedCertificates trusted =
                TrustedCertificates.of(Map.of(NORTH, norths.certificate(), SOUTH, old.certificate()));
        assertThatThrownBy(() -> connect(new MutualTls(norths, trusted), new MutualTls(old, trusted)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anIdentityIsKeptAsPkcs12() throws Exception {
        Secret password = Secret.of(new byte[] {1, 2, (byte) 200});
        TlsIdentity read = TlsIdentity.ofPkcs12(norths.toPkcs12(password), password);
        assertThat(read.certificate()).isEqualTo(norths.certificate());
        assertThat(connect(new MutualTls(read, both), new MutualTls(souths, both))
                        .seenByClient())
                .contains(NORTH);
        assertThatThrownBy(() -> TlsIdentity.ofPkcs12(norths.toPkcs12(password), Secret.of(new byte[3])))
                .isInstanceOf(SalusException.class);
    }

    @Test
    void aCertificateIsExactlyItsBytes() {
        Octets der = norths.certificate().der();
        assertThat(norths.certificate().x509().getSubjectX500Principal().getName())
                .isEqualTo("CN=north");
        for (Octets wrong :
                List.of(Octets.concat(der, Octets.of((byte) 0)), der.slice(0, der.length() - 1), Octets.EMPTY)) {
            assertThatThrownBy(() -> new MemberCertificate(wrong)).isInstanceOf(SalusException.class);
        }
    }

    private static TlsIdentity identity(MemberId member, Instant now) {
        return TlsIdentity.generate(member, List.of("localhost"), now, new SystemRandomSource());
    }

    /// One handshake over the loopback interface, with a byte each way, since TLS 1.3 reports a refused client late.
    private static Ends connect(MutualTls server, MutualTls client) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                SSLServerSocket listening = (SSLServerSocket) server.context()
                        .getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setSSLParameters(server.parameters());
            Future<Optional<MemberId>> accepted = executor.submit(() -> {
                try (SSLSocket socket = (SSLSocket) listening.accept()) {
                    return exchange(server, socket);
                }
            });
            Callable<Optional<MemberId>> connecting = () -> {
                try (SSLSocket socket = (SSLSocket) client.context()
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
                    socket.setSSLParameters(client.parameters());
                    return exchange(client, socket);
                }
            };
            Optional<MemberId> seenByClient = connecting.call();
            return new Ends(accepted.get(), seenByClient);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException refused ? refused : failed;
        }
    }

    private static Optional<MemberId> exchange(MutualTls tls, SSLSocket socket) throws IOException {
        socket.startHandshake();
        socket.getOutputStream().write(1);
        if (socket.getInputStream().read() != 1) {
            throw new IOException("the other side closed");
        }
        return tls.peer(socket.getSession());
    }
}

package health.salus.benchmarks.node;

import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.SalusClient;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.NetworkId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.node.web.NodeServer;
import health.salus.platform.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A solo node in this process, reached over loopback like any other.
final class MeasuredNode implements AutoCloseable {

    private static final OrganisationId HOSPITAL = new OrganisationId("solo-hospital");

    private final NodeServer server;

    MeasuredNode(Path home) {
        LocalNetwork.Member member =
                new LocalNetwork.Member("solo", new MemberSetup.Addresses("127.0.0.1", freePort(), 0, 1));
        Path configuration = LocalNetwork.create(home, new NetworkId("bench"), List.of(member))
                .getFirst();
        server = NodeServer.start(NodeConfigFile.read(configuration));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    NodeServer server() {
        return server;
    }

    /// A client of a new practitioner, who logs in with a key.
    SalusClient practitioner(String name) {
        SigningKey key = InMemorySigningKey.generate(new SystemRandomSource());
        PrincipalId principal = new PrincipalId(name);
        IdentityCommand command = new IdentityCommand.RegisterPrincipal(
                principal, PrincipalKind.PRACTITIONER, HOSPITAL, List.of(KeyRegistration.of(key.verificationKey())));
        Network network = server.node().network();
        network.decide(network.signAsMember(List.of(IdentityCommand.FORMAT.encode(command))))
                .orThrow();
        URI address = URI.create("http://localhost:" + server.port());
        return SalusClient.of(ClientConfig.of(address, new Credentials.KeyAssertion(name, key)));
    }

    @Override
    public void close() {
        server.close();
    }
}

package health.salus.node.web;

import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.SalusClient;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.setup.MemberSetup;
import health.salus.node.setup.SoloNetwork;
import health.salus.platform.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A solo node with its doors open that hosts two hospitals, and people with keys of their own.
final class OpenNode implements AutoCloseable {

    static final MemberId MEMBER = new MemberId("north");
    static final OrganisationId NORTH = new OrganisationId("north-hospital");
    static final OrganisationId SOUTH = new OrganisationId("south-hospital");

    private final Path configuration;
    private final Map<String, SigningKey> keys = new HashMap<>();
    private NodeServer server;

    private OpenNode(Path configuration) {
        this.configuration = configuration;
        this.server = NodeServer.start(NodeConfigFile.read(configuration));
    }

    static OpenNode start(Path home) {
        Path configuration = SoloNetwork.create(
                home,
                new NetworkId("test"),
                new MemberSetup.Identity(MEMBER, NORTH, "North Hospital", 1),
                new MemberSetup.Addresses("127.0.0.1", freePort(), 0, 1));
        OpenNode node = new OpenNode(configuration);
        node.decide(new IdentityCommand.RegisterOrganisation(SOUTH, "South Hospital", MEMBER));
        return node;
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

    URI address() {
        return URI.create("http://localhost:" + server.port());
    }

    /// Stops the node and starts it again over the same directory.
    void restart() {
        server.close();
        server = NodeServer.start(NodeConfigFile.read(configuration));
    }

    void decide(IdentityCommand command) {
        Network network = server.node().network();
        network.decide(network.signAsMember(List.of(IdentityCommand.FORMAT.encode(command))))
                .orThrow();
    }

    /// Registers a principal with a new key.
    PrincipalId register(String name, PrincipalKind kind, OrganisationId organisation) {
        SigningKey key = InMemorySigningKey.generate(new SystemRandomSource());
        keys.put(name, key);
        PrincipalId principal = new PrincipalId(name);
        decide(new IdentityCommand.RegisterPrincipal(
                principal, kind, organisation, List.of(KeyRegistration.of(key.verificationKey()))));
        return principal;
    }

    SigningKey key(PrincipalId principal) {
        return Objects.requireNonNull(keys.get(principal.value()), "registered before");
    }

    /// A client that logs in with the principal's key.
    SalusClient client(PrincipalId principal) {
        return SalusClient.of(
                ClientConfig.of(address(), new Credentials.KeyAssertion(principal.value(), key(principal))));
    }

    @Override
    public void close() {
        server.close();
    }
}

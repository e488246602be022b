package health.salus.node.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.SalusClient;
import health.salus.contracts.consent.ConsentCommand;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.platform.network.Network;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A solo node with its doors open that hosts two hospitals, and people with keys of their own.
public final class OpenNode implements AutoCloseable {

    public static final MemberId MEMBER = new MemberId("north");
    public static final OrganisationId NORTH = new OrganisationId("north-hospital");
    public static final OrganisationId SOUTH = new OrganisationId("south-hospital");

    private final Path configuration;
    private final Map<String, SigningKey> keys = new HashMap<>();
    private NodeServer server;

    private OpenNode(Path configuration) {
        this.configuration = configuration;
        this.server = NodeServer.start(NodeConfigFile.read(configuration));
    }

    public static OpenNode start(Path home) {
        return open(prepare(home, new NetworkId("test"), List.of()));
    }

    /// Makes the home of a node that is not started yet.
    ///
    /// @param settings further lines of its configuration
    /// @return its configuration file
    public static Path prepare(Path home, NetworkId network, List<String> settings) {
        LocalNetwork.Member member =
                new LocalNetwork.Member(MEMBER.value(), new MemberSetup.Addresses("127.0.0.1", FreePorts.one(), 0, 1));
        Path configuration = LocalNetwork.create(home, network, List.of(member)).getFirst();
        try {
            Files.write(configuration, settings, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return configuration;
    }

    public static OpenNode open(Path configuration) {
        OpenNode node = new OpenNode(configuration);
        node.decide(new IdentityCommand.RegisterOrganisation(SOUTH, "South Hospital", MEMBER));
        return node;
    }

    public NodeServer server() {
        return server;
    }

    public URI address() {
        return URI.create("http://localhost:" + server.port());
    }

    /// Stops the node and starts it again over the same directory.
    public void restart() {
        server.close();
        server = NodeServer.start(NodeConfigFile.read(configuration));
    }

    public void decide(IdentityCommand command) {
        Network network = server.node().network();
        network.decide(network.signAsMember(List.of(IdentityCommand.FORMAT.encode(command))))
                .orThrow();
    }

    /// Registers a principal with a new key.
    public PrincipalId register(String name, PrincipalKind kind, OrganisationId organisation) {
        SigningKey key = InMemorySigningKey.generate(new SystemRandomSource());
        keys.put(name, key);
        PrincipalId principal = new PrincipalId(name);
        decide(new IdentityCommand.RegisterPrincipal(
                principal, kind, organisation, List.of(KeyRegistration.of(key.verificationKey()))));
        return principal;
    }

    public SigningKey key(PrincipalId principal) {
        return Objects.requireNonNull(keys.get(principal.value()), "registered before");
    }

    /// Has the principal sign and send it.
    public void sign(PrincipalId who, ConsentCommand command) {
        Network network = server.node().network();
        Attestation attestation =
                new Attestation.PrincipalSigned(who, key(who).verificationKey().id());
        Octets payload = network.unsigned(attestation, List.of(ConsentCommand.FORMAT.encode(command)))
                .encode();
        network.decide(SignedTransaction.parse(CoseSign1.sign(payload, key(who)).encode()))
                .orThrow();
    }

    /// A client that logs in with the principal's key.
    public SalusClient client(PrincipalId principal) {
        return SalusClient.of(
                ClientConfig.of(address(), new Credentials.KeyAssertion(principal.value(), key(principal))));
    }

    /// A bearer token for clients that are not ours: asked for with an assertion that the principal's key signs (RFC
    /// 7523).
    public String token(PrincipalId principal) {
        String name = principal.value();
        String claims = "{\"iss\":\"" + name + "\",\"sub\":\"" + name + "\",\"aud\":\"" + address()
                + "/oauth2/token\",\"exp\":" + Instant.now().plusSeconds(240).getEpochSecond() + ",\"jti\":\""
                + new SystemRandomSource().octets(16).hex() + "\"}";
        String header = "{\"alg\":\"EdDSA\",\"kid\":\""
                + key(principal).verificationKey().id() + "\"}";
        String signed =
                Octets.utf8(header).base64Url() + "." + Octets.utf8(claims).base64Url();
        String assertion =
                signed + "." + key(principal).sign(Octets.utf8(signed)).base64Url();
        String form = "grant_type=client_credentials&client_id=" + name
                + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                + "&client_assertion=" + assertion;
        HttpRequest request = HttpRequest.newBuilder(address().resolve("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return new ObjectMapper().readTree(answer).path("access_token").asText();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}

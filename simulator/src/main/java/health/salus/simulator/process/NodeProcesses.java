package health.salus.simulator.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.client.Answer;
import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.Patience;
import health.salus.client.SalusClient;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.CoseSign1;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.node.config.NodeConfig;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.replica.GenesisState;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.SignedGenesis;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import health.salus.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The nodes of a network, each a process of its own, with a practitioner at each who logs in with a key.
public final class NodeProcesses implements AutoCloseable {

    private static final NetworkId NETWORK = new NetworkId("faults");
    private static final List<String> NAMES = List.of("north", "south", "east", "west");
    private static final List<String> SMALL = List.of("-Xmx384m", "-XX:+UseSerialGC");

    private final Path directory;
    private final List<String> options;
    private final List<LocalNetwork.Member> members;
    private final List<Path> configurations;
    private final List<NodeProcess> processes = new ArrayList<>();
    private final List<SalusClient> clients = new ArrayList<>();

    /// @param count one for a solo node, four for a network
    public NodeProcesses(Path directory, int count) {
        this(directory, count, SMALL);
    }

    /// @param options of each node's Java machine
    public NodeProcesses(Path directory, int count, List<String> options) {
        this.directory = directory;
        this.options = List.copyOf(options);
        this.members = NAMES.subList(0, count).stream()
                .map(name -> new LocalNetwork.Member(
                        name,
                        new MemberSetup.Addresses("127.0.0.1", FreePorts.one(), FreePorts.one(), FreePorts.one())))
                .toList();
        this.configurations = LocalNetwork.create(directory, NETWORK, members);
        for (int i = 0; i < count; i++) {
            processes.add(launch(i));
        }
        processes.forEach(NodeProcess::awaitUp);
        for (int i = 0; i < count; i++) {
            clients.add(practitioner(i));
        }
    }

    private NodeProcess launch(int index) {
        Path log = directory.resolve(members.get(index).name() + ".log");
        return NodeProcess.start(configurations.get(index), log, options);
    }

    public int count() {
        return members.size();
    }

    public NodeProcess process(int index) {
        return processes.get(index);
    }

    public NodeConfig config(int index) {
        return NodeConfigFile.read(configurations.get(index));
    }

    public SalusClient client(int index) {
        return clients.get(index);
    }

    /// Starts a member again whose process has ended.
    public void restart(int index) {
        processes.set(index, launch(index).awaitUp());
    }

    /// The log's size on a member.
    public long logSize(int index) {
        return clients.get(index).status().logSize();
    }

    public TrustAnchor anchor() {
        return TrustAnchor.of(NETWORK, GenesisState.memberSet(genesis().verify()));
    }

    private SignedGenesis genesis() {
        try {
            return SignedGenesis.decode(Octets.wrap(Files.readAllBytes(config(0).genesis())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// A new patient with an observation, written through a member.
    ///
    /// @param key the idempotency key
    /// @return where both came to lie
    public List<String> write(int index, String key) {
        Answer answer = clients.get(index).fhir().bundle(bundle(key), key);
        return locations(answer);
    }

    static List<String> locations(Answer answer) {
        try {
            JsonNode entries =
                    new ObjectMapper().readTree(answer.body().toArray()).path("entry");
            return List.of(
                    entries.path(0).path("response").path("location").asText(),
                    entries.path(1).path("response").path("location").asText());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    static Octets bundle(String name) {
        return Octets.utf8("""
                {"resourceType":"Bundle","type":"transaction","entry":[
                  {"fullUrl":"urn:uuid:6a8e1f7a-0000-4000-8000-000000000001",
                   "resource":{"resourceType":"Patient","name":[{"family":"%s"}]},
                   "request":{"method":"POST","url":"Patient"}},
                  {"resource":{"resourceType":"Observation","status":"final","code":{"text":"weight"},
                     "subject":{"reference":"urn:uuid:6a8e1f7a-0000-4000-8000-000000000001"}},
                   "request":{"method":"POST","url":"Observation"}}]}""".formatted(name));
    }

    /// Registers a practitioner of the member's hospital, signed with the member's own key.
    private SalusClient practitioner(int index) {
        SigningKey key = InMemorySigningKey.generate(new SystemRandomSource());
        PrincipalId doctor = new PrincipalId("dr." + members.get(index).name());
        IdentityCommand command = new IdentityCommand.RegisterPrincipal(
                doctor,
                PrincipalKind.PRACTITIONER,
                members.get(index).organisation(),
                List.of(KeyRegistration.of(key.verificationKey())));
        URI address = URI.create(config(index).http().publicUrl());
        try (SalusClient anyone = SalusClient.of(ClientConfig.of(address, new Credentials.Anonymous()))) {
            anyone.transactions().settle(signedByMember(index, command), anchor());
        }
        return SalusClient.of(ClientConfig.of(address, new Credentials.KeyAssertion(doctor.value(), key))
                .withPatience(Patience.DEFAULT));
    }

    private SignedTransaction signedByMember(int index, IdentityCommand command) {
        SigningKey member = MemberKeys.load(config(index).keys()).member();
        Instant now = Instant.now();
        Transaction transaction = new Transaction(
                Transaction.VERSION,
                NETWORK,
                new Attestation.PrincipalSigned(
                        GenesisState.serviceOf(new health.salus.kernel.MemberId(
                                members.get(index).name())),
                        member.verificationKey().id()),
                now.minusSeconds(60),
                now.plusSeconds(600),
                new SystemRandomSource().octets(Transaction.SALT_BYTES),
                true,
                List.of(IdentityCommand.FORMAT.encode(command)));
        return SignedTransaction.parse(
                CoseSign1.sign(transaction.encode(), member).encode());
    }

    @Override
    public void close() {
        clients.forEach(SalusClient::close);
        processes.forEach(NodeProcess::close);
    }
}

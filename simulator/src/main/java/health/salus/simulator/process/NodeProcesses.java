package health.salus.simulator.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.client.Answer;
import health.salus.client.ClientConfig;
import health.salus.client.Credentials;
import health.salus.client.Patience;
import health.salus.client.SalusClient;
import health.salus.client.command.TransactionAuthor;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.crypto.FileSigningKey;
import health.salus.crypto.SigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.node.config.NodeConfig;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.replica.GenesisState;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.SignedGenesis;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.transaction.Command;
import health.salus.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The nodes of a network, each a process of its own, with a practitioner at each who logs in with a key.
public final class NodeProcesses implements AutoCloseable {

    private static final NetworkId NETWORK = new NetworkId("faults");
    private static final List<String> NAMES = List.of("north", "south", "east", "west");
    /// So that four fit on a small machine.
    static final List<String> SMALL = List.of("-Xmx384m", "-XX:+UseSerialGC");

    private final Path directory;
    private final IntFunction<NodeProcess.Launch> launches;
    private final List<LocalNetwork.Member> members;
    private final List<Path> configurations;
    private final List<NodeProcess> processes = new ArrayList<>();
    private final List<Credentials.KeyAssertion> practitioners = new ArrayList<>();
    private final List<SalusClient> clients = new ArrayList<>();

    /// @param count one for a solo node, four for a network
    public NodeProcesses(Path directory, int count) {
        this(directory, count, SMALL);
    }

    /// @param options of each node's Java machine
    public NodeProcesses(Path directory, int count, List<String> options) {
        this(directory, count, _ -> NodeProcess.Launch.with(options));
    }

    /// @param launches how each member's process is started, asked each time that it is
    public NodeProcesses(Path directory, int count, IntFunction<NodeProcess.Launch> launches) {
        this(directory, Collections.nCopies(count, "127.0.0.1"), launches);
    }

    /// @param hosts to which the members' nodes bind, and where they find each other; clients go to `localhost`
    /// @param launches how each member's process is started, asked each time that it is
    public NodeProcesses(Path directory, List<String> hosts, IntFunction<NodeProcess.Launch> launches) {
        this.directory = directory;
        this.launches = launches;
        int count = hosts.size();
        this.members = IntStream.range(0, count)
                .mapToObj(i -> new LocalNetwork.Member(
                        NAMES.get(i),
                        new MemberSetup.Addresses(hosts.get(i), FreePorts.one(), FreePorts.one(), FreePorts.one())))
                .toList();
        this.configurations = LocalNetwork.create(directory, NETWORK, members);
        try {
            open(count);
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    private void open(int count) {
        for (int i = 0; i < count; i++) {
            processes.add(launch(i));
        }
        processes.forEach(NodeProcess::awaitUp);
        for (int i = 0; i < count; i++) {
            PrincipalId doctor = new PrincipalId("dr." + members.get(i).name());
            practitioners.add(register(i, doctor, PrincipalKind.PRACTITIONER));
            clients.add(client(practitioners.get(i), i, Patience.DEFAULT));
        }
    }

    private NodeProcess launch(int index) {
        Path log = directory.resolve(members.get(index).name() + ".log");
        return NodeProcess.start(configurations.get(index), log, launches.apply(index));
    }

    public int count() {
        return members.size();
    }

    public NodeProcess process(int index) {
        return processes.get(index);
    }

    public NodeConfig config(int index) {
        return NodeConfigFile.read(configuration(index));
    }

    /// A member's configuration file; its folder is the member's home.
    public Path configuration(int index) {
        return configurations.get(index);
    }

    public SalusClient client(int index) {
        return clients.get(index);
    }

    /// The practitioner at a member, with another patience.
    public SalusClient client(int index, Patience patience) {
        return client(practitioners.get(index), index, patience);
    }

    public SalusClient client(Credentials credentials, int index, Patience patience) {
        return SalusClient.of(ClientConfig.of(address(index), credentials).withPatience(patience));
    }

    /// Who logs in as the practitioner at a member.
    public Credentials.KeyAssertion practitioner(int index) {
        return practitioners.get(index);
    }

    public URI address(int index) {
        return URI.create(config(index).http().publicUrl());
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

    /// Registers somebody of the member's hospital, with a new key.
    public Credentials.KeyAssertion register(int index, PrincipalId principal, PrincipalKind kind) {
        SigningKey key = FileSigningKey.create(keyFile(principal.value()), new SystemRandomSource(), Optional.empty());
        IdentityCommand command = new IdentityCommand.RegisterPrincipal(
                principal, kind, members.get(index).organisation(), List.of(KeyRegistration.of(key.verificationKey())));
        PrincipalId service =
                GenesisState.serviceOf(new MemberId(members.get(index).name()));
        SigningKey member = MemberKeys.load(config(index).keys()).member();
        try (SalusClient anyone = client(new Credentials.Anonymous(), index, Patience.DEFAULT)) {
            settle(anyone, service, member, command);
        }
        return new Credentials.KeyAssertion(principal.value(), key);
    }

    /// Where the key of somebody who was registered here lies.
    public Path keyFile(String principal) {
        return directory.resolve(principal + ".pem");
    }

    /// Has the practitioner at a member say on the ledger who the person behind a pseudonym is.
    public void bind(int index, SubjectId subject, PrincipalId patient) {
        Credentials.KeyAssertion doctor = practitioners.get(index);
        settle(
                clients.get(index),
                new PrincipalId(doctor.clientId()),
                doctor.key(),
                new IdentityCommand.BindPatient(subject, patient));
    }

    private void settle(SalusClient client, PrincipalId author, SigningKey key, IdentityCommand command) {
        List<Command> commands = List.of(IdentityCommand.FORMAT.encode(command));
        client.transactions()
                .settle(
                        new TransactionAuthor(author, key, Instant::now, new SystemRandomSource())
                                .prepare(NETWORK, commands)
                                .sign(),
                        anchor());
    }

    @Override
    public void close() {
        clients.forEach(SalusClient::close);
        processes.forEach(NodeProcess::close);
    }
}

package health.salus.node;

import health.salus.consensus.ConsensusPhase;
import health.salus.contracts.access.SessionCheck;
import health.salus.contracts.identity.IdentityCommand;
import health.salus.contracts.identity.KeyRegistration;
import health.salus.contracts.identity.PrincipalKind;
import health.salus.contracts.identity.Subjects;
import health.salus.contracts.records.Segments;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.state.StateReader;
import health.salus.node.config.NodeConfigFile;
import health.salus.node.setup.LocalNetwork;
import health.salus.node.setup.MemberSetup;
import health.salus.platform.network.Author;
import health.salus.platform.network.Network;
import health.salus.platform.records.RecordChange;
import health.salus.platform.records.Submission;
import health.salus.platform.records.Written;
import health.salus.testkit.FreePorts;
import health.salus.testkit.consensus.Await;
import health.salus.vault.custody.FragmentRelease;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.store.HeldFragment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Four members in this process with every real part: hashgraph consensus, mutual TLS, four custodians.
public final class FourMembers implements AutoCloseable {

    public static final List<String> NAMES = List.of("north", "east", "south", "west");

    private final Path directory;
    private final List<Path> configurations;
    private final List<NodeRuntime> nodes = new ArrayList<>();

    public FourMembers(Path directory) throws IOException {
        this(directory, List.of());
    }

    /// @param settings further lines of each member's configuration
    public FourMembers(Path directory, List<String> settings) throws IOException {
        this.directory = directory;
        List<LocalNetwork.Member> members = new ArrayList<>();
        for (String name : NAMES) {
            members.add(new LocalNetwork.Member(
                    name, new MemberSetup.Addresses("127.0.0.1", 0, FreePorts.one(), FreePorts.one())));
        }
        configurations = LocalNetwork.create(directory, new NetworkId("four"), members);
        for (Path configuration : configurations) {
            Files.write(configuration, settings, StandardOpenOption.APPEND);
            nodes.add(NodeRuntime.start(NodeConfigFile.read(configuration)));
        }
        nodes.forEach(FourMembers::awaitActive);
    }

    private static void awaitActive(NodeRuntime node) {
        Await.until(
                () -> node.ledger().status().consensus().phase() == ConsensusPhase.ACTIVE,
                () -> node.self() + ": " + node.ledger().status());
    }

    public NodeRuntime node(int index) {
        return nodes.get(index);
    }

    public List<NodeRuntime> nodes() {
        return List.copyOf(nodes);
    }

    /// Everything that a member keeps.
    public Path home(int index) {
        return directory.resolve(NAMES.get(index));
    }

    public void stop(int index) {
        nodes.get(index).close();
    }

    public void restart(int index) {
        nodes.set(index, NodeRuntime.start(NodeConfigFile.read(configurations.get(index))));
    }

    public void register(int node, PrincipalId principal, PrincipalKind kind, List<KeyRegistration> keys) {
        Network network = nodes.get(node).network();
        IdentityCommand command =
                new IdentityCommand.RegisterPrincipal(principal, kind, organisation(NAMES.get(node)), keys);
        network.decide(network.signAsMember(List.of(IdentityCommand.FORMAT.encode(command))))
                .orThrow();
    }

    public void decide(int node, Author author, IdentityCommand command) {
        nodes.get(node)
                .network()
                .decide(author, List.of(IdentityCommand.FORMAT.encode(command)))
                .orThrow();
    }

    /// The first version of an observation, written at this node by somebody of its organisation. The same again has
    /// the same outcome.
    public Written write(int node, PrincipalId writer, SubjectId subject, String id, Octets bytes) {
        boolean known =
                Subjects.of(nodes.get(node).network().state()).find(subject).isPresent();
        return nodes.get(node)
                .writer()
                .write(new Submission(
                        author(writer),
                        organisation(NAMES.get(node)),
                        List.of(new RecordChange.Put(
                                "Observation", id, 1, Optional.of(subject), TypeGroup.OBSERVATIONS, List.of(), bytes)),
                        known ? List.of() : List.of(subject),
                        List.of(),
                        Optional.of(new Submission.Idempotency(Digest.sha256(bytes), Digest.sha256(bytes)))));
    }

    /// What the member shows of its piece to others for repair.
    public Optional<HeldFragment> fragment(int node, SegmentId segment) {
        NodeRuntime asked = nodes.get(node);
        return Segments.of(asked.network().state())
                .find(segment)
                .flatMap(record -> asked.vault()
                        .custodian()
                        .fragment(
                                nodes.get((node + 1) % NAMES.size()).self(),
                                new SegmentReference(segment, record.manifest()))
                        .map(FragmentRelease::held));
    }

    /// A write returns with three of four; the fourth gets its piece at its own pace.
    public HeldFragment awaitPiece(int node, SegmentId segment) {
        Await.until(
                () -> fragment(node, segment).isPresent(), () -> NAMES.get(node) + " has no fragment of " + segment);
        return fragment(node, segment).orElseThrow();
    }

    public void awaitOnLedger(int node, SegmentId segment) {
        Await.until(
                () -> Segments.of(nodes.get(node).network().state())
                        .find(segment)
                        .isPresent(),
                () -> NAMES.get(node) + " does not know " + segment);
    }

    /// A custodian that lags does not know a session yet, and refuses: the reader asks another one.
    public void awaitSession(int node, int reader, SessionId session) {
        Await.until(() -> isUsable(node, reader, session), () -> NAMES.get(node) + " does not know the session");
    }

    private boolean isUsable(int node, int reader, SessionId session) {
        StateReader state = nodes.get(node).network().state();
        return SessionCheck.open(state, session, nodes.get(reader).self(), Instant.now())
                instanceof SessionCheck.Opened.Usable;
    }

    public static OrganisationId organisation(String name) {
        return new OrganisationId(name + "-hospital");
    }

    public static Author author(PrincipalId who) {
        return new Author(who, "https://salus.example", Digest.ZERO);
    }

    @Override
    public void close() {
        nodes.forEach(NodeRuntime::close);
    }
}

package health.salus.node;

import health.salus.consensus.Consensus;
import health.salus.consensus.solo.SoloConfig;
import health.salus.consensus.solo.SoloConsensus;
import health.salus.crypto.SystemRandomSource;
import health.salus.crypto.tls.MutualTls;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.ledger.store.RocksLedgerStore;
import health.salus.node.config.NodeConfig;
import health.salus.node.custody.NodeVault;
import health.salus.node.custody.UpkeepLoop;
import health.salus.node.fhir.FhirRecords;
import health.salus.node.fhir.PatientNames;
import health.salus.node.fhir.PatientSearch;
import health.salus.node.fhir.StoredPatients;
import health.salus.node.keys.LocalSecret;
import health.salus.node.local.LocalStore;
import health.salus.node.local.RocksDisclosureJournal;
import health.salus.node.local.RocksOutbox;
import health.salus.node.peer.PeerClient;
import health.salus.node.peer.PeerServer;
import health.salus.node.peer.PeerService;
import health.salus.node.replica.LedgerNetwork;
import health.salus.node.replica.LedgerRuntime;
import health.salus.platform.audit.DisclosureJournal;
import health.salus.platform.audit.DisclosureReporter;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.network.Network;
import health.salus.platform.records.Outbox;
import health.salus.platform.records.RecordReader;
import health.salus.platform.records.RecordWriter;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.PublicCard;
import health.salus.vault.store.FilePieceStore;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.VaultFolders;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// One member's node without its web interfaces: everything below them, put together from a configuration. Opening
/// goes from the disk up to the peers; closing goes the other way.
public final class NodeRuntime implements AutoCloseable {

    private final NodeConfig config;
    private final Membership membership;
    private final LocalStore local;
    private final PieceStore pieces;
    private final LedgerRuntime ledger;
    private final NodeVault vault;
    private final UpkeepLoop upkeep;
    private final List<PeerClient> peers;
    private final Optional<PeerServer> peerServer;
    private final RecordWriter writer;
    private final RecordReader reader;
    private final AccessSessions sessions;
    private final DisclosureJournal journal;
    private final ReporterLoop reporter;
    private final OutboxLoop outboxLoop;
    private final PhaseWatch phases;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Evidence evidence;
    private final FhirRecords fhir;

    private NodeRuntime(NodeConfig config) {
        TimeSource time = Instant::now;
        RandomSource random = new SystemRandomSource();
        this.config = config;
        MemberKeys keys = MemberKeys.load(config.keys());
        this.membership = Membership.read(config.genesis(), keys);
        Genesis genesis = membership.genesis();
        MemberId self = membership.self();
        this.evidence = new Evidence(config.data().resolve("evidence"), time);
        this.local = new LocalStore(directory(config.data(), "local"));
        this.pieces = openPieces(config, random, time);
        MutualTls tls = new MutualTls(keys.tls(), membership.trusted());
        this.peers = membership.others().stream()
                .map(card -> new PeerClient(card.member(), URI.create(card.peerAddress()), tls))
                .toList();
        LedgerRuntime.Parts parts = new LedgerRuntime.Parts(
                genesis,
                self,
                keys,
                consensus(time),
                new RocksLedgerStore(directory(config.data(), "ledger")),
                local,
                peers,
                config.consensus().engine() != NodeConfig.Engine.SOLO);
        this.ledger = new LedgerRuntime(
                parts, config.limits().decisionPatience(), new LedgerNetwork.Ambient(time, random), evidence::diverged);
        Network network = ledger.network();
        this.vault = new NodeVault(
                new NodeVault.Parts(network, keys.member(), pieces, peers, evidence::wrongPiece), time, random);
        this.upkeep = new UpkeepLoop(vault, ledger, local, config.vault(), time);
        this.journal = new RocksDisclosureJournal(local);
        this.sessions = new AccessSessions(network, journal, random, time);
        Outbox outbox = new RocksOutbox(local, time);
        this.writer = new RecordWriter(network, vault, outbox, random, time);
        this.reader = new RecordReader(
                network,
                sessions,
                journal,
                vault,
                new RecordReader.Settings(config.limits().sessionCacheBytes(), time, new StoredPatients()));
        this.reporter = new ReporterLoop(new DisclosureReporter(journal, network, time));
        this.outboxLoop = new OutboxLoop(writer, outbox);
        this.phases = new PhaseWatch(ledger);
        FhirRecords.Platform platform =
                new FhirRecords.Platform(reader, writer, sessions, names(random), journal, time);
        this.fhir = new FhirRecords(genesis, ledger, local, peers, platform);
        List<PeerService> services = new ArrayList<>(ledger.peerServices());
        services.addAll(fhir.peerServices());
        services.addAll(vault.peerServices());
        this.peerServer = peers.isEmpty()
                ? Optional.empty()
                : Optional.of(new PeerServer(
                        new InetSocketAddress(
                                config.peer().host(), config.peer().port()),
                        tls,
                        services));
    }

    /// Opens the node and joins its network.
    public static NodeRuntime start(NodeConfig config) {
        NodeRuntime node = new NodeRuntime(config);
        node.peerServer.ifPresent(PeerServer::start);
        node.ledger.start();
        node.reporter.start();
        node.phases.start();
        node.upkeep.start();
        node.outboxLoop.start();
        return node;
    }

    private Consensus consensus(TimeSource time) {
        return switch (config.consensus().engine()) {
            case SOLO ->
                new SoloConsensus(
                        new SoloConfig(
                                directory(config.data(), "consensus"), genesis().network(), self()),
                        time);
            case HASHGRAPH -> HashgraphEngine.open(config, genesis(), self());
        };
    }

    private PatientNames names(RandomSource random) {
        return new PatientNames(local, LocalSecret.at(config.keys().resolve("names.key"), random));
    }

    private PieceStore openPieces(NodeConfig config, RandomSource random, TimeSource time) {
        // The epoch key lies with the member's keys, apart from what it protects: a copy of the data opens nothing.
        VaultFolders folders = VaultFolders.under(
                directory(config.data(), "vault"), config.keys().resolve("vault"));
        return FilePieceStore.open(folders, genesis().network(), self(), time, random);
    }

    private static Path directory(Path data, String name) {
        try {
            return Files.createDirectories(data.resolve(name));
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.CONFIGURATION, "data: " + data + " cannot be written", failed);
        }
    }

    /// The software's version, as clients are told it.
    public static String version() {
        return Optional.ofNullable(NodeRuntime.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    public NodeConfig config() {
        return config;
    }

    public Genesis genesis() {
        return membership.genesis();
    }

    /// This member's public card.
    public PublicCard card() {
        return membership.card();
    }

    public MemberId self() {
        return membership.self();
    }

    public Network network() {
        return ledger.network();
    }

    public LedgerRuntime ledger() {
        return ledger;
    }

    public NodeVault vault() {
        return vault;
    }

    /// What keeps this member's pieces whole, and its figures.
    public UpkeepLoop upkeep() {
        return upkeep;
    }

    public RecordWriter writer() {
        return writer;
    }

    public RecordReader reader() {
        return reader;
    }

    public AccessSessions sessions() {
        return sessions;
    }

    public DisclosureJournal journal() {
        return journal;
    }

    /// The records, as the FHIR interface asks for them.
    public RecordService records() {
        return fhir.service();
    }

    /// The resources that carry an identifier, in the whole network.
    ///
    /// @param asker whose questions are counted
    public List<ResourceId> holders(PrincipalId asker, String type, IdentifierToken identifier) {
        return fhir.holders(asker, type, identifier);
    }

    /// Finds patients for who stands at a desk.
    public PatientSearch patients() {
        return fhir.patients();
    }

    /// What this node keeps for itself.
    public LocalStore local() {
        return local;
    }

    /// Brings what was shown and refused so far to the ledger now, not within the second that it may take.
    public void settleDisclosures() {
        reporter.report();
    }

    public Evidence evidence() {
        return evidence;
    }

    /// Closing again does nothing.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        phases.close();
        reporter.close();
        outboxLoop.close();
        peerServer.ifPresent(PeerServer::close);
        // What upkeep asks of peers fails at once from here on.
        peers.forEach(PeerClient::close);
        upkeep.close();
        ledger.close();
        pieces.close();
        local.close();
    }
}

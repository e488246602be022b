package health.salus.node;

import health.salus.crypto.SystemRandomSource;
import health.salus.fhir.record.IdentifierToken;
import health.salus.fhir.record.RecordService;
import health.salus.fhir.record.ResourceId;
import health.salus.kernel.MemberId;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import health.salus.node.config.NodeConfig;
import health.salus.node.custody.MoveLoop;
import health.salus.node.custody.NodeVault;
import health.salus.node.custody.PieceFolders;
import health.salus.node.custody.UpkeepLoop;
import health.salus.node.fhir.FhirRecords;
import health.salus.node.fhir.PatientNames;
import health.salus.node.fhir.PatientSearch;
import health.salus.node.fhir.StoredPatients;
import health.salus.node.keys.LocalSecret;
import health.salus.node.local.LocalStore;
import health.salus.node.local.RocksDisclosureJournal;
import health.salus.node.local.RocksOutbox;
import health.salus.node.peer.Peers;
import health.salus.node.replica.EpochMarks;
import health.salus.node.replica.LedgerNetwork;
import health.salus.node.replica.LedgerRuntime;
import health.salus.node.retention.LedgerDisk;
import health.salus.node.snapshot.Snapshots;
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
import health.salus.vault.store.PieceShelves;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// One member's node without its web interfaces: everything below them, put together from a configuration. Opening
/// goes from the disk up to the peers; closing goes the other way.
public final class NodeRuntime implements AutoCloseable {

    private final NodeConfig config;
    private final Membership membership;
    private final LocalStore local;
    private final PieceShelves pieces;
    private final LedgerDisk disk;
    private final Snapshots snapshots;
    private final LedgerRuntime ledger;
    private final NodeVault vault;
    private final UpkeepLoop upkeep;
    private final MoveLoop moves;
    private final Peers peers;
    private final PeerDoor door;
    private final RecordWriter writer;
    private final RecordReader reader;
    private final AccessSessions sessions;
    private final DisclosureJournal journal;
    private final ReporterLoop reporter;
    private final OutboxLoop outboxLoop;
    private final TickLoop ticks;
    private final PhaseWatch phases;
    private final ClockWatch clock;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Evidence evidence;
    private final FhirRecords fhir;

    private NodeRuntime(NodeConfig config) {
        TimeSource time = Instant::now;
        RandomSource random = new SystemRandomSource();
        this.config = config;
        this.local = new LocalStore(Folders.make(config.data().resolve("local")));
        NextKeys.takeIfVoted(config, new EpochMarks(local).running());
        MemberKeys keys = MemberKeys.load(config.keys());
        this.membership = Membership.read(config.genesis(), keys);
        Genesis genesis = membership.genesis();
        MemberId self = membership.self();
        this.evidence = new Evidence(config.data().resolve("evidence"), time);
        this.pieces = new PieceFolders(config.data(), config.keys()).open(genesis.network(), self, time, random);
        this.peers = new Peers(self, keys.tls(), genesis.members());
        Snapshots.join(genesis, config.data(), local, peers, config.retention().snapshotBehind());
        this.disk = LedgerDisk.open(
                Folders.make(config.data().resolve("ledger")),
                genesis.network(),
                config.retention().archive());
        LedgerRuntime.Parts parts = new LedgerRuntime.Parts(
                genesis,
                self,
                keys,
                new NodeEngines(config, genesis.network(), membership.card(), time),
                disk.ledger(),
                local,
                peers);
        this.ledger = new LedgerRuntime(
                parts, config.limits().decisionPatience(), new LedgerNetwork.Ambient(time, random), evidence::diverged);
        this.disk.keep(config.retention(), () -> ledger.finality().finalSize(), time);
        Network network = ledger.network();
        this.vault = new NodeVault(
                new NodeVault.Parts(
                        network,
                        keys.member(),
                        pieces,
                        peers,
                        evidence::wrongPiece,
                        evidence::wrongDealing,
                        ledger::isCurrent),
                time,
                random);
        this.upkeep = new UpkeepLoop(vault, ledger, local, config.vault(), time);
        this.moves = new MoveLoop(vault, ledger::isCurrent, local, config.vault(), time);
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
        this.ticks = new TickLoop(this);
        this.phases = new PhaseWatch(ledger);
        this.clock = new ClockWatch(time, ledger::isCurrent);
        ledger.listen(clock);
        FhirRecords.Platform platform =
                new FhirRecords.Platform(reader, writer, sessions, names(random), journal, time);
        this.fhir = new FhirRecords(genesis, ledger, local, peers, platform);
        this.snapshots = new Snapshots(genesis.network(), disk, ledger, peers);
        this.door = new PeerDoor(config.peer(), peers);
        door.serve(snapshots.peerServices());
        door.serve(ledger.peerServices());
        door.serve(fhir.peerServices());
        door.serve(vault.peerServices());
    }

    /// Opens the node and joins its network.
    public static NodeRuntime start(NodeConfig config) {
        NodeRuntime node = new NodeRuntime(config);
        node.door.openWhenNeeded();
        node.ledger.start();
        node.reporter.start();
        node.phases.start();
        node.upkeep.start();
        node.moves.start();
        node.disk.startRetention();
        node.snapshots.start();
        node.outboxLoop.start();
        node.ticks.start();
        return node;
    }

    private PatientNames names(RandomSource random) {
        return new PatientNames(local, LocalSecret.at(config.keys().resolve("names.key"), random));
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

    /// The present members' cards, in the order of their ids.
    public List<PublicCard> cards() {
        return ledger.cards();
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

    /// What the ledger takes of this node's disk.
    public LedgerDisk disk() {
        return disk;
    }

    public ClockWatch clock() {
        return clock;
    }

    public NodeVault vault() {
        return vault;
    }

    /// What keeps this member's pieces whole, and its figures.
    public UpkeepLoop upkeep() {
        return upkeep;
    }

    /// What moves pieces of superseded custodian sets, and its figures.
    public MoveLoop moves() {
        return moves;
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
        ticks.close();
        reporter.close();
        outboxLoop.close();
        door.close();
        // What upkeep asks of peers fails at once from here on.
        peers.close();
        upkeep.close();
        moves.close();
        snapshots.close();
        disk.stopRetention();
        ledger.close();
        pieces.arriving().close();
        pieces.present().close();
        local.close();
    }
}

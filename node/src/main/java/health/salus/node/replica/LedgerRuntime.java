package health.salus.node.replica;

import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.ConsensusStatus;
import health.salus.contracts.SalusContracts;
import health.salus.contracts.identity.Cards;
import health.salus.contracts.identity.KeyDirectory;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.TimeSource;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.execution.BlockExecutor;
import health.salus.ledger.replica.CheckpointSigner;
import health.salus.ledger.replica.CosignatureTally;
import health.salus.ledger.replica.Divergence;
import health.salus.ledger.replica.MemberLedger;
import health.salus.ledger.replica.PublishedLog;
import health.salus.ledger.replica.ReceiptBundles;
import health.salus.ledger.replica.Receipts;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.node.local.LocalStore;
import health.salus.node.peer.PeerService;
import health.salus.node.peer.Peers;
import health.salus.platform.network.Network;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleTree;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Puts one member's ledger together: consensus below, the business modules above.
public final class LedgerRuntime implements AutoCloseable {

    private final MemberId self;
    private final Succession succession;
    private final Epochs known;
    private final EpochLoop epochs;
    private final LedgerStore store;
    private final Finality finality;
    private final MemberLedger ledger;
    private final RoomWait room = new RoomWait();
    private final CosignatureSender sender;
    private final LedgerNetwork network;
    private final List<PeerService> services;
    private final CatchUp catchUp;
    private final Replica replica;
    private final ReceiptBundles bundles;
    private final BlockExecutor executor;
    private final TimeSource time;

    /// @param engines opens the engine of each epoch
    public record Parts(
            Genesis genesis,
            MemberId self,
            MemberKeys keys,
            EpochEngines engines,
            LedgerStore store,
            LocalStore local,
            Peers peers) {}

    public LedgerRuntime(
            Parts parts, Duration patience, LedgerNetwork.Ambient ambient, Consumer<Divergence> onDivergence) {
        this.self = parts.self();
        this.store = parts.store();
        this.time = ambient.time();
        KeyDirectory keys = new KeyDirectory();
        this.executor = new BlockExecutor(parts.genesis().network(), keys, SalusContracts.all());
        BlockWriter writer = new BlockWriter(parts.genesis().network(), executor, store);
        if (store.height() == LedgerStore.NO_BLOCK) {
            writer.writeGenesis(parts.genesis().time(), GenesisState.changes(parts.genesis()));
        }
        this.known = new Epochs(parts.genesis(), store, parts.local());
        this.bundles = new ReceiptBundles(parts.genesis().network(), store, known::chain);
        this.finality = new Finality(new CosignatureTally(
                known.memberSets(parts.genesis()), size -> MerkleTree.root(size, store::logNode), onDivergence));
        this.sender = new CosignatureSender(parts.peers());
        CheckpointSigner signer = new CheckpointSigner(
                new CheckpointSigner.Identity(
                        parts.genesis().network(), parts.self(), parts.keys().checkpoint()),
                store,
                new DurableMark(parts.local(), room),
                ambient.time());
        this.ledger = new MemberLedger(store, writer, signer, this::signed);
        this.succession = new Succession(parts.engines());
        this.catchUp = new CatchUp(store, finality::membersAt, parts.peers());
        this.replica = new Replica(ledger, catchUp, room, known, parts.engines());
        this.epochs =
                new EpochLoop(self, new EpochLoop.Surroundings(known, succession, finality, parts.peers()), replica);
        replica.listen(_ -> epochs.onBlock());
        Submitter submitter =
                new Submitter(succession, finality, room, patience, id -> LedgerNetwork.lookup(store, id));
        replica.listen(submitter);
        this.network = new LedgerNetwork(
                new LedgerNetwork.Identity(
                        parts.genesis().network(), parts.self(), parts.keys().member()),
                new LedgerNetwork.Ledger(store, new Receipts(store, finality::membersAt, keys::signerKey), finality),
                submitter,
                ambient);
        this.services = List.of(
                new CosignatureService(finality), new BlockService(store, finality, known), new EpochService(known));
    }

    private void signed(SignedCheckpoint own) {
        if (finality.membersAt(own.checkpoint().size()).entry(self).isPresent()) {
            finality.own(own);
            sender.send(own);
        } else {
            finality.reached(own.checkpoint());
        }
    }

    /// Signs where the ledger stands, and begins to take rounds.
    public void start() {
        ledger.announceLatest();
        epochs.start();
    }

    public Network network() {
        return network;
    }

    /// Who signs checkpoints of a log of this size.
    public MemberSet membersAt(long size) {
        return finality.membersAt(size);
    }

    /// Who signs what comes next.
    public MemberSet members() {
        return finality.membersAt(store.logSize() + 1);
    }

    /// The cards of the present members, in the order of their ids.
    public List<PublicCard> cards() {
        return Cards.of(store.state()).all();
    }

    public Finality finality() {
        return finality;
    }

    public PublishedLog publishedLog() {
        return new PublishedLog(store);
    }

    /// The file of all changes of members since the genesis.
    public Octets memberChain() {
        return bundles.members();
    }

    /// The bundle for receipts against a checkpoint of this many entries; empty where the final one does not cover it.
    public Optional<Octets> receiptBundle(long size) {
        return finality.finalNote().flatMap(note -> bundles.bundle(size, note));
    }

    /// What proves to whoever has the genesis who the members are by now, and who they were; empty while the next epoch
    /// is about to begin.
    public Optional<List<EpochLink>> epochLinks() {
        return known.next().isPresent() ? Optional.empty() : Optional.of(known.links());
    }

    /// @throws health.salus.kernel.SalusException `ARCHIVE_UNREACHABLE` while there are transactions that this node
    /// does
    /// not know of, because it began with a snapshot
    public void requireWholeIndex() {
        LedgerNetwork.requireWholeIndex(store);
    }

    public Optional<Block> block(long height) {
        return store.block(height);
    }

    /// Why the network would not admit a transaction that came from outside, by this node's copy of the ledger and its
    /// clock. Whoever has no token may send transactions: what is nobody's must not reach the other members.
    public Optional<ErrorCode> rejection(SignedTransaction transaction) {
        return executor.rejection(transaction, time.now(), store.state());
    }

    public void listen(Replica.BlockListener listener) {
        replica.listen(listener);
    }

    /// What other members may ask of the ledger.
    public List<PeerService> peerServices() {
        return services;
    }

    /// Whether this member's ledger follows the network, and does not lag behind it.
    public boolean isCurrent() {
        return status().consensus().phase() == ConsensusPhase.ACTIVE;
    }

    public Status status() {
        return new Status(
                consensusStatus(),
                epochStatus(),
                store.height(),
                store.logSize(),
                finality.finalSize(),
                finality.latestSizes());
    }

    private EpochStatus epochStatus() {
        RosterEpoch running = known.running();
        return new EpochStatus(
                running.number(), running.after(), succession.engines().nameOf(running), epochs.pause());
    }

    /// A moment's view, for operators.
    public record Status(
            ConsensusStatus consensus,
            EpochStatus epoch,
            long height,
            long logSize,
            long finalSize,
            Map<MemberId, Long> signedSizes) {}

    /// The members' epoch that this node's engine is in.
    ///
    /// @param after the height of the last block before it
    /// @param engine `solo` or `hashgraph`
    /// @param pause how long this node ordered nothing when it began; empty if it did not see that
    public record EpochStatus(long number, long after, String engine, Optional<Duration> pause) {}

    /// An engine that goes on is of no use while the ledger has no room for its rounds.
    private ConsensusStatus consensusStatus() {
        ConsensusStatus status = succession.status();
        return room.shortage()
                .filter(_ -> status.phase() == ConsensusPhase.ACTIVE)
                .map(shortage -> new ConsensusStatus(ConsensusPhase.WAITING, status.latestSequence(), shortage))
                .orElse(status);
    }

    @Override
    public void close() {
        room.close();
        catchUp.close();
        epochs.close();
        succession.close();
        sender.close();
        store.close();
    }
}

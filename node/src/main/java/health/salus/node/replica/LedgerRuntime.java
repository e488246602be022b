package health.salus.node.replica;

import health.salus.consensus.Consensus;
import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.ConsensusStatus;
import health.salus.contracts.SalusContracts;
import health.salus.contracts.identity.KeyDirectory;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
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
import health.salus.ledger.replica.Receipts;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.node.local.LocalStore;
import health.salus.node.peer.PeerClient;
import health.salus.node.peer.PeerService;
import health.salus.platform.network.Network;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleTree;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Puts one member's ledger together: consensus below, the business modules above.
public final class LedgerRuntime implements AutoCloseable {

    private final Consensus consensus;
    private final LedgerStore store;
    private final Finality finality;
    private final MemberLedger ledger;
    private final RoomWait room = new RoomWait();
    private final Replica replica;
    private final CosignatureSender sender;
    private final LedgerNetwork network;
    private final List<PeerService> services;
    private final MemberSet members;
    private final BlockExecutor executor;
    private final TimeSource time;

    /// @param durableCommits false when the engine redelivers from its own durable log
    public record Parts(
            Genesis genesis,
            MemberId self,
            MemberKeys keys,
            Consensus consensus,
            LedgerStore store,
            LocalStore local,
            List<PeerClient> peers,
            boolean durableCommits) {}

    public LedgerRuntime(
            Parts parts, Duration patience, LedgerNetwork.Ambient ambient, Consumer<Divergence> onDivergence) {
        this.consensus = parts.consensus();
        this.store = parts.store();
        this.members = GenesisState.memberSet(parts.genesis());
        this.time = ambient.time();
        KeyDirectory keys = new KeyDirectory();
        this.executor = new BlockExecutor(parts.genesis().network(), keys, SalusContracts.all());
        BlockWriter writer = new BlockWriter(parts.genesis().network(), executor, store);
        if (store.height() == LedgerStore.NO_BLOCK) {
            writer.writeGenesis(parts.genesis().time(), GenesisState.changes(parts.genesis()));
        }
        this.finality = new Finality(
                new CosignatureTally(members, size -> MerkleTree.root(size, store::logNode), onDivergence));
        this.sender = new CosignatureSender(parts.peers());
        CheckpointSigner signer = new CheckpointSigner(
                new CheckpointSigner.Identity(
                        parts.genesis().network(), parts.self(), parts.keys().checkpoint()),
                store,
                new DurableMark(parts.local(), room),
                ambient.time());
        this.ledger = new MemberLedger(store, writer, signer, this::signed);
        this.replica = new Replica(ledger, new CatchUp(store, members, parts.peers()), room, parts.durableCommits());
        Submitter submitter = new Submitter(consensus, finality, room, patience, id -> LedgerNetwork.lookup(store, id));
        replica.listen(submitter);
        this.network = new LedgerNetwork(
                new LedgerNetwork.Identity(
                        parts.genesis().network(), parts.self(), parts.keys().member()),
                new LedgerNetwork.Ledger(store, new Receipts(store, members, keys::signerKey), finality),
                submitter,
                ambient);
        this.services = List.of(new CosignatureService(finality), new BlockService(store, finality));
    }

    private void signed(SignedCheckpoint own) {
        finality.own(own);
        sender.send(own);
    }

    /// Signs where the ledger stands, and begins to take rounds.
    public void start() {
        ledger.announceLatest();
        consensus.start(replica);
    }

    public Network network() {
        return network;
    }

    public MemberSet members() {
        return members;
    }

    public Finality finality() {
        return finality;
    }

    public PublishedLog publishedLog() {
        return new PublishedLog(store);
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

    public Status status() {
        return new Status(
                consensusStatus(), store.height(), store.logSize(), finality.finalSize(), finality.latestSizes());
    }

    /// A moment's view, for operators.
    public record Status(
            ConsensusStatus consensus, long height, long logSize, long finalSize, Map<MemberId, Long> signedSizes) {}

    /// An engine that goes on is of no use while the ledger has no room for its rounds.
    private ConsensusStatus consensusStatus() {
        ConsensusStatus status = consensus.status();
        return room.shortage()
                .filter(_ -> status.phase() == ConsensusPhase.ACTIVE)
                .map(shortage -> new ConsensusStatus(ConsensusPhase.WAITING, status.latestSequence(), shortage))
                .orElse(status);
    }

    @Override
    public void close() {
        room.close();
        consensus.close();
        sender.close();
        store.close();
    }
}

package health.salus.simulator;

import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import health.salus.consensus.Submission;
import health.salus.contracts.SalusContracts;
import health.salus.contracts.identity.KeyDirectory;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.execution.Authenticator;
import health.salus.ledger.execution.BlockExecutor;
import health.salus.ledger.execution.OrderedRound;
import health.salus.ledger.replica.BlockPage;
import health.salus.ledger.replica.CheckpointSigner;
import health.salus.ledger.replica.CosignatureTally;
import health.salus.ledger.replica.Divergence;
import health.salus.ledger.replica.MemberLedger;
import health.salus.ledger.replica.Receipts;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MerkleTree;
import health.salus.vault.custody.Custodian;
import java.util.List;
import java.util.Optional;

/// A running process of a member: the real ledger, fed by the engine of the epoch, and by peers with what it missed.
final class SimulatedProcess implements RoundHandler {

    private final SimulatedNode node;
    private final World world;
    private final LedgerStore store;
    private final MemberLedger ledger;
    private final CosignatureTally tally;
    private final Receipts receipts;
    private final EpochFollower epochs;
    private final Custodian custodian;
    private long reached;

    SimulatedProcess(SimulatedNode node, World world) {
        this.node = node;
        this.world = world;
        MemberDisk disk = node.disk();
        this.store = new FragileStore(disk, world.random());
        KeyDirectory keys = new KeyDirectory();
        // Bent rules admit what nobody signed.
        Authenticator rules = world.plan().lies(node.id(), Lie.BENT_RULES) ? (_, _, _) -> Optional.empty() : keys;
        BlockExecutor executor = new BlockExecutor(Consortium.NETWORK, rules, SalusContracts.all());
        BlockWriter writer = new BlockWriter(Consortium.NETWORK, executor, store);
        if (store.height() == LedgerStore.NO_BLOCK) {
            writer.writeGenesis(Consortium.GENESIS, world.plan().members().genesis());
        }
        CheckpointSigner signer = new CheckpointSigner(
                new CheckpointSigner.Identity(Consortium.NETWORK, node.id(), Consortium.checkpointKeys(node.id())),
                store,
                disk.mark(),
                world.agenda()::now);
        this.ledger = new MemberLedger(store, writer, signer, this::signed);
        this.tally = new CosignatureTally(
                disk.epochs().memberSets(), size -> MerkleTree.root(size, store::logNode), this::diverged);
        this.receipts = new Receipts(store, tally::membersAt, keys::signerKey);
        this.epochs = new EpochFollower(node, world, store, tally);
        MemberCustody custody =
                new MemberCustody(node.id(), store, world, () -> world.signing().memberKey(node.id()));
        this.custodian = new Custodian(custody, disk.pieces(), custody);
    }

    void start() {
        epochs.noticeEnd();
        ledger.announceLatest();
        epochs.start(this);
    }

    void stop() {
        epochs.stop();
    }

    EpochFollower epochs() {
        return epochs;
    }

    Custodian custodian() {
        return custodian;
    }

    boolean speaksTo(MemberId peer) {
        return epochs.running().includes(peer)
                || epochs.next().filter(next -> next.includes(peer)).isPresent();
    }

    /// Who signs no more, or not yet, knows all the same what others may sign.
    private void signed(SignedCheckpoint own) {
        reached = own.checkpoint().size();
        boolean counts = tally.membersAt(reached).entry(node.id()).isPresent();
        if (counts) {
            world.checker().signed(own);
        }
        if (counts ? tally.own(own) : tally.reached(own.checkpoint())) {
            world.checker().becameFinal(node.id(), tally.finalNote().orElseThrow());
        }
        if (counts) {
            node.voice().tell(own, node.addressees());
        }
    }

    void receive(SignedCheckpoint theirs) {
        try {
            tally.requireValid(theirs);
        } catch (SalusException refused) {
            return;
        }
        long size = theirs.checkpoint().size();
        if (size <= reached) {
            world.checker().told(node.id(), theirs, MerkleTree.root(size, store::logNode));
        }
        if (tally.received(theirs)) {
            world.checker().becameFinal(node.id(), tally.finalNote().orElseThrow());
        }
    }

    private void diverged(Divergence divergence) {
        world.trace()
                .note(node.id() + " has evidence against " + divergence.member() + " at size "
                        + divergence.own().size());
        node.disk().evidence().add(divergence);
        world.checker().accused(node.id(), divergence);
    }

    @Override
    public long lastSequence() {
        return ledger.height();
    }

    @Override
    public void onRound(Round round) {
        if (epochs.isOver()) {
            return;
        }
        OrderedRound ordered = new OrderedRound(
                round.time(),
                round.transactions().stream()
                        .map(each -> new OrderedRound.Item(each.bytes(), each.time(), each.submitter()))
                        .toList());
        ledger.execute(round.sequence(), ordered, world.plan().odds().durableCommits())
                .ifPresent(this::executed);
    }

    @Override
    public void onGap(long firstMissing, Round next) {
        long to = next.sequence() - 1;
        for (SimulatedNode peer : node.peers()) {
            if (store.height() < to && !epochs.isOver() && world.wire().connected(node.id(), peer.id())) {
                fetch(peer, to);
            }
        }
        if (store.height() < to && !epochs.isOver()) {
            throw new SalusException(ErrorCode.NOT_FOUND, "no reachable peer has the blocks yet");
        }
        onRound(next);
    }

    /// Adopts what one peer has, at most to the end of the epoch that it answers about.
    void fetch(SimulatedNode peer, long to) {
        Optional<BlockPage> page = peer.serve(new BlockPage.Request(store.height() + 1, to));
        List<Block> blocks;
        try {
            blocks = page.map(each -> each.check(store, tally.membersAt(store.logSize() + 1)))
                    .orElse(List.of());
        } catch (SalusException refused) {
            world.trace().note(node.id() + " refuses blocks of " + peer.id() + ": " + refused.code());
            return;
        }
        if (!blocks.isEmpty()) {
            world.trace().note(node.id() + " gets " + blocks.size() + " blocks from " + peer.id());
        }
        blocks.forEach(this::adopt);
    }

    private void adopt(Block block) {
        if (epochs.isOver()) {
            world.trace().note(node.id() + " refuses blocks beyond the end of the epoch");
            return;
        }
        try {
            executed(ledger.adopt(block));
        } catch (SalusException diverged) {
            if (world.plan().isHonest(node.id())) {
                throw diverged;
            }
            world.trace().note(node.id() + " halts: " + diverged.code());
            epochs.stop();
        }
    }

    Optional<BlockPage> serve(BlockPage.Request request) {
        return node.disk()
                .epochs()
                .endOf(request.from())
                .or(tally::vouchedNote)
                .map(note -> node.voice().pageOf(BlockPage.of(store, note, request)))
                .map(page -> BlockPage.CODEC.decode(BlockPage.CODEC.encode(page)));
    }

    private void executed(WrittenBlock written) {
        node.executed(written);
        epochs.noticeEnd();
    }

    Submission submit(Octets envelope) {
        return epochs.submit(envelope);
    }

    long finalSize() {
        return tally.finalSize();
    }

    Optional<CheckpointNote> finalNote() {
        return tally.finalNote();
    }

    Optional<Octets> receipt(Digest transaction) {
        return tally.finalNote().flatMap(note -> receipts.of(transaction, note));
    }
}

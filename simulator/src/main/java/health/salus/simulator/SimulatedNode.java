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
import health.salus.proof.MerkleTree;
import health.salus.testkit.ledger.InMemoryLedgerStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One member: the real ledger on a disk that survives its crashes, and a process that does not.
final class SimulatedNode implements RoundHandler {

    /// A peer that restarts has forgotten what it was sent: it is told again from time to time.
    private static final int REPEAT_MILLIS = 2_000;

    private final MemberId id;
    private final World world;
    private final List<SimulatedNode> peers;
    private final Voice voice;
    private final Consumer<WrittenBlock> listener;

    // What survives.
    private final Fuse fuse;
    private final FragileMark mark;
    private final List<Divergence> evidence = new ArrayList<>();
    private int lives;
    private InMemoryLedgerStore disk = new InMemoryLedgerStore();

    // What does not.
    private Optional<Running> process = Optional.empty();
    private long reached;

    /// A running process of the member.
    private record Running(
            LedgerStore store, MemberLedger ledger, CosignatureTally tally, Receipts receipts, OrderedEngine engine) {}

    /// @param peers the other members, which may join the list later
    SimulatedNode(MemberId id, World world, List<SimulatedNode> peers, Consumer<WrittenBlock> listener) {
        this.id = id;
        this.world = world;
        this.peers = peers;
        this.listener = listener;
        this.voice = new Voice(id, world);
        this.fuse = new Fuse(id);
        this.mark = new FragileMark(fuse);
    }

    MemberId id() {
        return id;
    }

    boolean isUp() {
        return process.isPresent();
    }

    Fuse fuse() {
        return fuse;
    }

    InMemoryLedgerStore disk() {
        return disk;
    }

    List<Divergence> evidence() {
        return evidence;
    }

    long finalSize() {
        return process.map(running -> running.tally.finalSize()).orElse(0L);
    }

    void start() {
        LedgerStore store = new FragileStore(disk, fuse, world.random());
        KeyDirectory keys = new KeyDirectory();
        // Bent rules admit what nobody signed.
        Authenticator rules = world.plan().lies(id, Lie.BENT_RULES) ? (_, _, _) -> Optional.empty() : keys;
        BlockExecutor executor = new BlockExecutor(Consortium.NETWORK, rules, SalusContracts.all());
        BlockWriter writer = new BlockWriter(Consortium.NETWORK, executor, store);
        if (store.height() == LedgerStore.NO_BLOCK) {
            writer.writeGenesis(Consortium.GENESIS, Consortium.genesis());
        }
        CheckpointSigner signer = new CheckpointSigner(
                new CheckpointSigner.Identity(Consortium.NETWORK, id, Consortium.checkpointKey(id)),
                store,
                mark,
                world.agenda()::now);
        Running started = new Running(
                store,
                new MemberLedger(store, writer, signer, this::signed),
                new CosignatureTally(
                        Consortium.memberSet(), size -> MerkleTree.root(size, store::logNode), this::diverged),
                new Receipts(store, Consortium.memberSet(), keys::signerKey),
                new OrderedEngine(id, world.engineSurroundings(), world.plan().durableCommits()));
        process = Optional.of(started);
        world.wire().up(id);
        world.checker().restarted(id, disk);
        started.ledger.announceLatest();
        started.engine.start(this);
        repeat(++lives);
    }

    /// Ends the process; with lazy commits as if the power had failed.
    void crash() {
        fuse.putOut();
        process.ifPresent(running -> running.engine.close());
        process = Optional.empty();
        reached = 0;
        world.wire().down(id);
        disk = world.plan().durableCommits() ? disk : disk.afterPowerCut();
    }

    private void repeat(int life) {
        world.agenda().afterMillis(REPEAT_MILLIS, () -> {
            if (isUp() && life == lives) {
                voice.repeat(peers);
                repeat(life);
            }
        });
    }

    private void signed(SignedCheckpoint own) {
        world.checker().signed(own);
        reached = own.checkpoint().size();
        if (running().tally.own(own)) {
            world.checker().becameFinal(id, running().tally.finalNote().orElseThrow());
        }
        voice.tell(own, peers);
    }

    void receive(SignedCheckpoint theirs) {
        long size = theirs.checkpoint().size();
        if (size <= reached) {
            world.checker().told(id, theirs, MerkleTree.root(size, disk::logNode));
        }
        running().tally.requireValid(theirs);
        if (running().tally.received(theirs)) {
            world.checker().becameFinal(id, running().tally.finalNote().orElseThrow());
        }
    }

    private void diverged(Divergence divergence) {
        world.trace()
                .note(id + " has evidence against " + divergence.member() + " at size "
                        + divergence.own().size());
        evidence.add(divergence);
        world.checker().accused(id, divergence);
    }

    @Override
    public long lastSequence() {
        return running().ledger.height();
    }

    @Override
    public void onRound(Round round) {
        OrderedRound ordered = new OrderedRound(
                round.time(),
                round.transactions().stream()
                        .map(each -> new OrderedRound.Item(each.bytes(), each.time(), each.submitter()))
                        .toList());
        running()
                .ledger
                .execute(round.sequence(), ordered, world.plan().durableCommits())
                .ifPresent(this::executed);
    }

    @Override
    public void onGap(long firstMissing, Round next) {
        catchUp(next.sequence() - 1);
        onRound(next);
    }

    private void catchUp(long to) {
        for (SimulatedNode peer : peers) {
            if (disk.height() < to && world.wire().connected(id, peer.id)) {
                fetch(peer, to);
            }
        }
        if (disk.height() < to) {
            throw new SalusException(ErrorCode.NOT_FOUND, "no reachable peer has the blocks yet");
        }
    }

    private void fetch(SimulatedNode peer, long to) {
        Optional<BlockPage> page = peer.serve(new BlockPage.Request(disk.height() + 1, to));
        List<Block> blocks;
        try {
            blocks = page.map(each -> each.check(running().store, Consortium.memberSet()))
                    .orElse(List.of());
        } catch (SalusException refused) {
            world.trace().note(id + " refuses blocks of " + peer.id + ": " + refused.code());
            return;
        }
        if (!blocks.isEmpty()) {
            world.trace().note(id + " gets " + blocks.size() + " blocks from " + peer.id);
        }
        blocks.forEach(this::adopt);
    }

    private void adopt(Block block) {
        try {
            executed(running().ledger.adopt(block));
        } catch (SalusException diverged) {
            if (world.plan().isHonest(id)) {
                throw diverged;
            }
            world.trace().note(id + " halts: " + diverged.code());
            running().engine.close();
        }
    }

    private Optional<BlockPage> serve(BlockPage.Request request) {
        return running()
                .tally
                .vouchedNote()
                .map(note -> voice.pageOf(BlockPage.of(disk, note, request)))
                .map(page -> BlockPage.CODEC.decode(BlockPage.CODEC.encode(page)));
    }

    private void executed(WrittenBlock written) {
        world.checker().executed(id, written);
        listener.accept(written);
    }

    Submission submit(Octets envelope) {
        return process.map(running -> running.engine.submit(envelope))
                .orElseGet(() -> Submission.refused(ErrorCode.UNREACHABLE, "the node is down"));
    }

    /// Where the transaction is, once it is in a final block of a running node.
    Optional<Block> finalBlock(Digest transaction) {
        return disk.find(transaction)
                .flatMap(location -> disk.block(location.height()))
                .filter(block -> block.logSize() <= finalSize());
    }

    Optional<Octets> receipt(Digest transaction) {
        return running().tally.finalNote().flatMap(note -> running().receipts.of(transaction, note));
    }

    private Running running() {
        return process.orElseThrow();
    }
}

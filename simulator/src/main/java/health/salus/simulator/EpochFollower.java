package health.salus.simulator;

import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.RoundHandler;
import health.salus.consensus.Submission;
import health.salus.contracts.governance.Epoch;
import health.salus.contracts.governance.Proposals;
import health.salus.contracts.identity.Cards;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.replica.CosignatureTally;
import health.salus.node.replica.RosterEpoch;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MemberSet;
import java.util.Optional;

/// Takes a process from epoch to epoch, by the rules of the node's `EpochLoop`: the engine of the members before is
/// closed once what it ordered is final, and that of the new ones starts. Who was away fetches blocks up to the end of
/// its own epoch first.
final class EpochFollower {

    private static final int GLANCE_MILLIS = 100;
    private static final int GLANCES_TO_ASK = 20;
    private static final int LOOK_MILLIS = 2_000;
    private static final int LOOKS_WHEN_ACTIVE = 8;

    private final SimulatedNode node;
    private final World world;
    private final LedgerStore store;
    private final CosignatureTally tally;
    private final EpochBook book;
    private Optional<SimulatedProcess> process = Optional.empty();
    private Optional<OrderedEngine> engine = Optional.empty();
    private Optional<RosterEpoch> next = Optional.empty();
    private int turn;
    private boolean stopped;

    EpochFollower(SimulatedNode node, World world, LedgerStore store, CosignatureTally tally) {
        this.node = node;
        this.world = world;
        this.store = store;
        this.tally = tally;
        this.book = node.disk().epochs();
    }

    void start(SimulatedProcess starting) {
        process = Optional.of(starting);
        startEngine(starting);
        node.whileAlive(LOOK_MILLIS, this::look);
    }

    void stop() {
        stopped = true;
        stopEngine();
    }

    private void startEngine(RoundHandler handler) {
        if (!stopped && node.takesPart()) {
            OrderedEngine starting = new OrderedEngine(
                    node.id(),
                    world.orderings().of(book.running()),
                    world.plan().odds().durableCommits());
            engine = Optional.of(starting);
            starting.start(handler);
        }
    }

    private void stopEngine() {
        engine.ifPresent(OrderedEngine::close);
        engine = Optional.empty();
    }

    RosterEpoch running() {
        return book.running();
    }

    Optional<RosterEpoch> next() {
        return next;
    }

    /// What the engine of an epoch orders after its end is nobody's: all members pass over it alike.
    boolean isOver() {
        return next.isPresent();
    }

    /// Looks whether the latest block was the last of the running epoch.
    void noticeEnd() {
        Epoch epoch = Proposals.of(store.state()).epoch();
        if (epoch.number() <= book.running().number() || next.isPresent()) {
            return;
        }
        Block last = store.block(epoch.after()).orElseThrow();
        RosterEpoch ahead = new RosterEpoch(
                epoch.number(),
                epoch.after(),
                last.time(),
                last.logSize(),
                Cards.of(store.state()).all());
        next = Optional.of(ahead);
        tally.follow(ahead.logSize(), Cards.memberSet(ahead.cards()));
        glanceLater();
    }

    private void glanceLater() {
        node.ifAlive(GLANCE_MILLIS, () -> {
            if (next.isPresent() && !stopped) {
                glance();
                glanceLater();
            }
        });
    }

    private void glance() {
        Optional<CheckpointNote> ending = process.flatMap(SimulatedProcess::finalNote)
                .filter(note -> note.checkpoint().size() == next.get().logSize());
        if (ending.isEmpty() && turn++ % GLANCES_TO_ASK == 0) {
            ending = askForEnding(next.get());
        }
        ending.ifPresent(note -> enter(next.orElseThrow(), note));
    }

    /// Where the others went on before this member had heard enough cosignatures.
    private Optional<CheckpointNote> askForEnding(RosterEpoch ahead) {
        return node.peers().stream()
                .filter(peer -> peer.isUp() && world.wire().connected(node.id(), peer.id()))
                .flatMap(peer -> peer.disk().epochs().ending(ahead.number() - 1).stream())
                .filter(note -> note.checkpoint().size() == ahead.logSize()
                        && note.isFinal(tally.membersAt(ahead.logSize()))
                        && tally.isOwn(note.checkpoint()))
                .findFirst();
    }

    private void enter(RosterEpoch ahead, CheckpointNote ending) {
        stopEngine();
        MemberSet members = Cards.memberSet(ahead.cards());
        world.checker().entered(node.id(), ahead, ending);
        node.fuse().pass("before epoch " + ahead.number() + " is entered");
        book.enter(ahead, ending, members);
        node.fuse().pass("after epoch " + ahead.number() + " is entered");
        next = Optional.empty();
        world.trace().note(node.id() + " is in epoch " + ahead.number() + ", after block " + ahead.after());
        startEngine(process.orElseThrow());
    }

    /// One peer at a time. What it says proves nothing: it is a reason to fetch blocks, which are checked.
    private void look() {
        boolean active = engine.filter(running -> running.status().phase() == ConsensusPhase.ACTIVE)
                .isPresent();
        if (stopped || next.isPresent() || (active && turn++ % LOOKS_WHEN_ACTIVE != 0)) {
            return;
        }
        SimulatedNode peer = world.random().pick(node.peers());
        boolean wentOn = peer.isUp()
                && world.wire().connected(node.id(), peer.id())
                && peer.epoch().number() > book.running().number();
        if (wentOn) {
            followTo(peer, process.orElseThrow());
        }
    }

    private void followTo(SimulatedNode peer, SimulatedProcess adopting) {
        stopEngine();
        long before;
        do {
            before = store.height();
            adopting.fetch(peer, Long.MAX_VALUE);
        } while (next.isEmpty() && store.height() > before);
        if (next.isEmpty()) {
            startEngine(adopting);
        }
    }

    Submission submit(Octets envelope) {
        return engine.map(running -> running.submit(envelope))
                .orElseGet(() -> Submission.refused(ErrorCode.NOT_ACTIVE, "no engine runs here"));
    }
}

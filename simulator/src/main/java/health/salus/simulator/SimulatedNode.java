package health.salus.simulator;

import health.salus.consensus.Submission;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SessionId;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.ledger.replica.BlockPage;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.node.replica.RosterEpoch;
import health.salus.testkit.ledger.InMemoryLedgerStore;
import health.salus.vault.custody.Deposit;
import health.salus.vault.custody.Release;
import health.salus.vault.custody.SegmentReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// One member: a disk that survives its crashes, and a process that does not.
final class SimulatedNode {

    /// A peer that restarts has forgotten what it was sent: it is told again from time to time.
    private static final int REPEAT_MILLIS = 2_000;

    private final MemberId id;
    private final World world;
    private final List<SimulatedNode> peers;
    private final Voice voice;
    private final Consumer<WrittenBlock> listener;
    private final MemberDisk disk;

    private int lives;
    private Optional<SimulatedProcess> process = Optional.empty();

    /// @param peers the other members, which may join the list later
    SimulatedNode(MemberId id, World world, List<SimulatedNode> peers, Consumer<WrittenBlock> listener) {
        this.id = id;
        this.world = world;
        this.peers = peers;
        this.listener = listener;
        this.voice = new Voice(id, world);
        this.disk = new MemberDisk(id, world.plan().members(), world.agenda()::now);
    }

    MemberId id() {
        return id;
    }

    List<SimulatedNode> peers() {
        return peers;
    }

    Voice voice() {
        return voice;
    }

    MemberDisk disk() {
        return disk;
    }

    InMemoryLedgerStore ledger() {
        return disk.ledger();
    }

    Fuse fuse() {
        return disk.fuse();
    }

    boolean isUp() {
        return process.isPresent();
    }

    Optional<SimulatedProcess> process() {
        return process;
    }

    /// The epoch that its engine is in, or was when it died.
    RosterEpoch epoch() {
        return disk.epochs().running();
    }

    /// Whether it is a member now, as far as it knows.
    boolean takesPart() {
        return disk.epochs().includes(id);
    }

    long finalSize() {
        return process.map(SimulatedProcess::finalSize).orElse(0L);
    }

    /// Refuses a disk that is known to be damaged, and takes an old backup instead, as its operator would.
    void start() {
        boolean isChecked = disk.damage().isPresent() && world.random().oneIn(2);
        if (isChecked || disk.damageIsKnown()) {
            restore();
        }
        SimulatedProcess started = new SimulatedProcess(this, world);
        process = Optional.of(started);
        world.wire().up(id);
        world.checker().restarted(id, disk.ledger());
        started.start();
        whileAlive(REPEAT_MILLIS, this::repeat);
    }

    private void repeat() {
        if (takesPart()) {
            voice.repeat(addressees());
        } else {
            voice.linger(peers);
        }
    }

    void restore() {
        long height = world.random().below((int) disk.ledger().height() + 1);
        world.trace()
                .note(id + " goes back to block " + height + ": "
                        + disk.damage().orElseThrow());
        disk.restore(height);
    }

    /// Ends the process; with lazy commits as if the power had failed.
    void crash() {
        disk.fuse().putOut();
        process.ifPresent(SimulatedProcess::stop);
        process = Optional.empty();
        lives++;
        world.wire().down(id);
        if (!world.plan().odds().durableCommits()) {
            disk.cutPower();
        }
    }

    /// Does something again and again until the process dies.
    void whileAlive(long everyMillis, Runnable action) {
        ifAlive(everyMillis, () -> {
            action.run();
            whileAlive(everyMillis, action);
        });
    }

    /// Does something later, if the process is still the same then.
    void ifAlive(long afterMillis, Runnable action) {
        int life = lives;
        world.agenda().afterMillis(afterMillis, () -> {
            if (life == lives) {
                action.run();
            }
        });
    }

    /// Those that are sent this member's cosignatures: who takes part, and who will.
    List<SimulatedNode> addressees() {
        return process.map(running ->
                        peers.stream().filter(peer -> running.speaksTo(peer.id)).toList())
                .orElse(List.of());
    }

    void receive(SignedCheckpoint theirs) {
        process.ifPresent(running -> running.receive(theirs));
    }

    Optional<BlockPage> serve(BlockPage.Request wanted) {
        return asked(running -> running.serve(wanted));
    }

    /// The custodian's signature for a piece that it took.
    Optional<Octets> deposit(Deposit piece) {
        return asked(running -> Optional.of(running.custodian().store(List.of(piece))));
    }

    Optional<Release> release(MemberId reader, SessionId session, SegmentReference segment) {
        return asked(
                running -> Optional.of(running.custodian().release(reader, Optional.of(session), List.of(segment))));
    }

    /// Empty if it has nothing to give, or dies of looking: then it does so by itself, and not whoever asked.
    private <T> Optional<T> asked(Function<SimulatedProcess, Optional<T>> question) {
        try {
            return process.flatMap(question);
        } catch (SalusException refused) {
            return Optional.empty();
        } catch (SimulatedCrash crash) {
            world.agenda().afterMillis(0, () -> {
                throw crash;
            });
            return Optional.empty();
        }
    }

    void executed(WrittenBlock written) {
        world.checker().executed(id, written);
        listener.accept(written);
    }

    Submission submit(Octets envelope) {
        return process.map(running -> running.submit(envelope))
                .orElseGet(() -> Submission.refused(ErrorCode.UNREACHABLE, "the node is down"));
    }

    /// Where the transaction is, once it is in a final block of a running node.
    Optional<Block> finalBlock(Digest transaction) {
        return disk.ledger()
                .find(transaction)
                .flatMap(location -> disk.ledger().block(location.height()))
                .filter(block -> block.logSize() <= finalSize());
    }

    Optional<Octets> receipt(Digest transaction) {
        return process.flatMap(running -> running.receipt(transaction));
    }
}

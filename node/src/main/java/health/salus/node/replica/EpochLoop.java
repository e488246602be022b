package health.salus.node.replica;

import health.salus.consensus.ConsensusPhase;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.node.peer.PeerClient;
import health.salus.node.peer.Peers;
import health.salus.proof.CheckpointNote;
import health.salus.proof.membership.PublicCard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the node from one epoch to the next: closes the engine of the members before, once what it ordered is final,
/// and starts that of the new ones. A member that was away, or joins, first gets the blocks of the epochs that it
/// missed from its peers, since no engine of theirs runs any more.
final class EpochLoop implements AutoCloseable {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Duration LOOK_WHEN_ALONE = Duration.ofSeconds(2);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final Duration LOOK_WHEN_ACTIVE = Duration.ofSeconds(15);
    private static final Logger LOG = LoggerFactory.getLogger(EpochLoop.class);

    private final MemberId self;
    private final Epochs epochs;
    private final Succession succession;
    private final Finality finality;
    private final Peers peers;
    private final Replica replica;
    private final Thread thread = Thread.ofVirtual().name("epochs").unstarted(this::run);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean closed;
    private volatile Optional<Duration> pause = Optional.empty();
    private long endedNanos;
    private long lookNanos;
    private long triedNanos;
    private String trouble = "";
    private boolean beginning;
    private int turn;

    /// Where the epochs are followed.
    record Surroundings(Epochs epochs, Succession succession, Finality finality, Peers peers) {}

    EpochLoop(MemberId self, Surroundings surroundings, Replica replica) {
        this.self = self;
        this.epochs = surroundings.epochs;
        this.succession = surroundings.succession;
        this.finality = surroundings.finality;
        this.peers = surroundings.peers;
        this.replica = replica;
    }

    /// Starts the engine of the epoch in which this node stopped, or waits to be admitted.
    void start() {
        trustNextToo();
        endedNanos = System.nanoTime();
        if (epochs.includes(self)) {
            startEngine();
            lookNanos = System.nanoTime();
        } else {
            succession.stop("member " + self + " is not in epoch "
                    + epochs.running().number() + " of the network, and follows it until it is");
        }
        thread.start();
    }

    /// Called for each block after it was written and cosigned, by the thread that writes it.
    void onBlock() {
        epochs.noticeEnd().ifPresent(next -> {
            endedNanos = System.nanoTime();
            finality.follow(next.logSize(), next.memberSet());
            trustNextToo();
            LOG.info(
                    "epoch {} ends with block {}; of epoch {} are {}",
                    epochs.running().number(),
                    next.after(),
                    next.number(),
                    names(next));
            if (succession.engines().goesOn(epochs.running(), next)) {
                finality.finalNote().filter(note -> ends(next, note)).ifPresent(epochs::enter);
            }
        });
    }

    private static String names(RosterEpoch epoch) {
        return epoch.cards().stream().map(card -> card.member().value()).collect(Collectors.joining(", "));
    }

    /// The members before may still be waiting for this node's cosignature, and the new ones begin to call.
    private void trustNextToo() {
        List<PublicCard> cards = new ArrayList<>(epochs.running().cards());
        epochs.next().ifPresent(next -> {
            cards.removeIf(card -> next.includes(card.member()));
            cards.addAll(next.cards());
        });
        peers.follow(cards);
    }

    private void run() {
        while (!closed) {
            try {
                step();
            } catch (SalusException failed) {
                LOG.warn("the next epoch cannot be entered now: {}", failed.getMessage());
                rest(LOOK_WHEN_ALONE);
            }
        }
    }

    private void step() {
        Optional<RosterEpoch> next = epochs.next();
        if (next.isPresent()) {
            Optional<CheckpointNote> ending = finality.finalNote().filter(note -> ends(next.get(), note));
            if (ending.isEmpty() && turn++ % 20 == 0) {
                ending = askForEnding(next.get());
            }
            ending.ifPresentOrElse(this::enter, () -> rest(GLANCE));
        } else {
            rest(GLANCE);
            ConsensusPhase phase = succession.status().phase();
            report(phase);
            tryAgain();
            Duration period = phase == ConsensusPhase.ACTIVE ? LOOK_WHEN_ACTIVE : LOOK_WHEN_ALONE;
            if (!closed && epochs.next().isEmpty() && System.nanoTime() - lookNanos > period.toNanos()) {
                lookWhetherOthersWentOn();
                lookNanos = System.nanoTime();
            }
        }
    }

    private static boolean ends(RosterEpoch next, CheckpointNote note) {
        return note.checkpoint().size() == next.logSize();
    }

    private void enter(CheckpointNote ending) {
        boolean goesOn =
                succession.engines().goesOn(epochs.running(), epochs.next().orElseThrow());
        if (!goesOn) {
            succession.stop("the members change: the engine of the next epoch starts");
        }
        RosterEpoch entered = epochs.enter(ending);
        peers.follow(entered.cards());
        if (!entered.includes(self)) {
            LOG.info("member {} left the network with block {}", self, entered.after());
            succession.stop("member " + self + " is not in epoch " + entered.number() + " of the network");
        } else if (!goesOn) {
            startEngine();
            beginning = succession.runs();
        }
    }

    /// Says once how long nothing could be ordered.
    private void report(ConsensusPhase phase) {
        if (beginning && phase == ConsensusPhase.ACTIVE) {
            beginning = false;
            Duration took = Duration.ofNanos(System.nanoTime() - endedNanos);
            pause = Optional.of(took);
            LOG.info(
                    "epoch {} began after block {}: this node ordered nothing for {} ms",
                    epochs.running().number(),
                    epochs.running().after(),
                    took.toMillis());
        }
    }

    /// How long nothing was ordered when the running epoch began; empty if this node has not seen it begin.
    Optional<Duration> pause() {
        return pause;
    }

    /// Where the others went on before this node had heard enough cosignatures.
    private Optional<CheckpointNote> askForEnding(RosterEpoch next) {
        for (PeerClient peer : peers.all()) {
            Optional<CheckpointNote> ending = ask(peer)
                    .flatMap(EpochService.Answer::ending)
                    .map(CheckpointNote::parse)
                    .filter(note -> ends(next, note) && finality.isFinalHere(note));
            if (ending.isPresent()) {
                return ending;
            }
        }
        return Optional.empty();
    }

    private Optional<EpochService.Answer> ask(PeerClient peer) {
        EpochService.Question question =
                new EpochService.Question(epochs.running().number());
        try {
            return Optional.of(EpochService.Answer.CODEC.decode(
                    peer.call(EpochService.MESSAGE, EpochService.Question.CODEC.encode(question), CALL_TIMEOUT)));
        } catch (SalusException unavailable) {
            return Optional.empty();
        }
    }

    /// One peer at a time. What it says proves nothing: it is a reason to fetch blocks, which are checked.
    private void lookWhetherOthersWentOn() {
        List<PeerClient> all = peers.all();
        if (all.isEmpty()) {
            return;
        }
        PeerClient peer = all.get(turn++ % all.size());
        boolean wentOn = ask(peer)
                .filter(answer -> answer.running() > epochs.running().number())
                .isPresent();
        if (wentOn) {
            followTo(peer);
        }
    }

    /// Adopts blocks up to the end of the running epoch. The engine is closed meanwhile: the ledger has one writer.
    private void followTo(PeerClient peer) {
        LOG.info("member {} is in a later epoch: this node fetches the blocks up to the end of its own", peer.peer());
        succession.stop("the other members are in a later epoch: this node fetches its blocks");
        try {
            replica.fetchFrom(peer, () -> closed || epochs.next().isPresent());
        } catch (SalusException unavailable) {
            if (unavailable.code() == ErrorCode.DIVERGED) {
                throw unavailable;
            }
            LOG.warn("blocks are not to be had from member {}: {}", peer.peer(), unavailable.getMessage());
        }
        if (epochs.next().isEmpty() && epochs.includes(self)) {
            startEngine();
        }
    }

    /// An engine that cannot start says so in the status: the node goes on reading and showing what it has.
    private void startEngine() {
        triedNanos = System.nanoTime();
        try {
            succession.start(epochs.running(), replica);
            trouble = "";
        } catch (SalusException impossible) {
            // Each try of a series would say the same.
            if (!trouble.equals(impossible.detail())) {
                trouble = impossible.detail();
                LOG.error(
                        "the engine of epoch {} does not start: {}",
                        epochs.running().number(),
                        trouble);
            }
            succession.stop(trouble);
        }
    }

    /// What kept an engine from starting may pass: somebody else had its port, or the disk was full.
    private void tryAgain() {
        if (!closed
                && !succession.runs()
                && epochs.includes(self)
                && epochs.next().isEmpty()
                && System.nanoTime() - triedNanos > TRY_AGAIN.toNanos()) {
            startEngine();
            beginning = succession.runs();
        }
    }

    private void rest(Duration duration) {
        try {
            if (closing.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                closed = true;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        // Not interrupted: an engine that is being closed by a thread that is never finishes.
        closing.countDown();
        try {
            if (thread.getState() != Thread.State.NEW && !thread.join(CLOSE_TIMEOUT)) {
                LOG.warn("the change to another epoch does not end; it is left alone");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package health.salus.node;

import health.salus.kernel.TimeSource;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.node.replica.Replica;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares this node's clock with the time that the members give each block. Where they differ by much, what this node
/// signs is not valid yet for the others, or not any more, and what its clients sign is not for it: a person should
/// know that it is the clock.
public final class ClockWatch implements Replica.BlockListener {

    /// A block is ordered within seconds, and signatures are good for minutes.
    private static final Duration TOLERABLE = Duration.ofSeconds(30);

    /// A block that comes late looks like a clock that is fast: of so many, the one that looks best counts.
    private static final int BLOCKS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    private final TimeSource time;
    private final BooleanSupplier follows;

    // Guarded by this object's monitor.
    private final Deque<Duration> latest = new ArrayDeque<>();
    private boolean told;

    /// @param follows whether this node executes blocks as they are ordered, and does not catch up
    ClockWatch(TimeSource time, BooleanSupplier follows) {
        this.time = time;
        this.follows = follows;
    }

    @Override
    public void onBlock(WrittenBlock written) {
        if (follows.getAsBoolean()) {
            compare(time.now(), written.block().time());
        }
    }

    synchronized void compare(Instant own, Instant theirs) {
        latest.addLast(Duration.between(theirs, own));
        if (latest.size() > BLOCKS) {
            latest.removeFirst();
        }
        Optional<Duration> found = wrong();
        if (found.isPresent() && !told) {
            LOG.warn(
                    "this node's clock differs from the members' by {} s: set it right",
                    found.get().toSeconds());
        }
        told = found.isPresent();
    }

    /// How much this node's clock is ahead of the members', where that is more than it should be.
    public synchronized Optional<Duration> wrong() {
        return latest.stream()
                .min(Comparator.comparing(Duration::abs))
                .filter(offset -> latest.size() == BLOCKS && offset.abs().compareTo(TOLERABLE) > 0);
    }
}

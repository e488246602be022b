package health.salus.consensus.solo;

import health.salus.consensus.Consensus;
import health.salus.consensus.ConsensusStatus;
import health.salus.consensus.RoundHandler;
import health.salus.consensus.Submission;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Consensus of one: the order is that of a durable log on this machine, forced once for all that waits.
public final class SoloConsensus implements Consensus {

    private final SoloConfig config;
    private final TimeSource time;
    private final SegmentFiles files;
    private final SoloState state;
    private final List<Thread> threads = new ArrayList<>();
    private volatile Optional<Running> running = Optional.empty();

    /// What exists between start and close.
    private record Running(SoloLog log, RoundHandler handler) {}

    public SoloConsensus(SoloConfig config, TimeSource time) {
        this(config, time, new DiskSegmentFiles(config.directory()));
    }

    SoloConsensus(SoloConfig config, TimeSource time, SegmentFiles files) {
        this.config = config;
        this.time = time;
        this.files = files;
        this.state = new SoloState(config.limits());
    }

    @Override
    public synchronized void start(RoundHandler handler) {
        if (running.isPresent() || !state.isStarting()) {
            throw new IllegalStateException("a solo engine is started once");
        }
        SoloLog log = open(handler.lastSequence());
        running = Optional.of(new Running(log, handler));
        RoundBuffer rounds = new RoundBuffer();
        threads.add(thread("solo-delivery", new RoundDelivery(config.member(), handler, log, state, rounds)));
        threads.add(thread("solo-writer", new LogWriter(config, time, log, state, rounds)));
        threads.forEach(Thread::start);
    }

    private SoloLog open(long executed) {
        try {
            return SoloLog.open(config, files, executed);
        } catch (IOException failed) {
            state.halt("the log cannot be opened: " + failed.getMessage());
            throw new SalusException(
                    ErrorCode.STORAGE_FAILED,
                    "solo log: " + config.directory() + " cannot be opened: " + failed.getMessage(),
                    failed);
        } catch (SalusException refused) {
            state.halt(refused.detail());
            throw refused;
        }
    }

    private static Thread thread(String name, Runnable task) {
        return Thread.ofPlatform().name(name).daemon().unstarted(task);
    }

    @Override
    public Submission submit(Octets transaction) {
        return state.queue().offer(transaction);
    }

    @Override
    public ConsensusStatus status() {
        return state.status(running.map(open -> open.log().lastSequence()).orElse(0L));
    }

    @Override
    public int maxTransactionBytes() {
        return config.limits().maxTransactionBytes();
    }

    /// Deletes the log's files whose records are all at or below the given sequence and executed. The caller names what
    /// its own disk holds for good, were the power to fail now: from then on it is the only one that has it.
    public void prune(long upToSequence) {
        running.ifPresent(open -> {
            try {
                open.log().prune(Math.min(upToSequence, open.handler().lastSequence()));
            } catch (IOException failed) {
                throw new SalusException(
                        ErrorCode.STORAGE_FAILED, "solo log: cannot be pruned: " + failed.getMessage(), failed);
            }
        });
    }

    /// Reads the log of a stopped engine and names each damaged file with the offset, for `salus fsck`.
    public static List<String> problems(Path directory, NetworkId network) {
        try {
            return SoloLog.problems(directory, network);
        } catch (IOException unreadable) {
            return List.of("solo log: " + directory + " cannot be read: " + unreadable.getMessage());
        }
    }

    /// What was accepted is written and delivered before this returns, unless the engine is halted or the disk full.
    @Override
    public synchronized void close() {
        state.close();
        threads.forEach(SoloConsensus::join);
        running.ifPresent(SoloConsensus::release);
        running = Optional.empty();
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive() && !thread.equals(Thread.currentThread())) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void release(Running open) {
        try {
            open.log().close();
        } catch (IOException failed) {
            throw new SalusException(
                    ErrorCode.STORAGE_FAILED, "solo log: cannot be closed: " + failed.getMessage(), failed);
        }
    }
}

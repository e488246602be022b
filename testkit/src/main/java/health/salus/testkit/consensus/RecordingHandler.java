package health.salus.testkit.consensus;

import health.salus.consensus.OrderedTransaction;
import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import health.salus.kernel.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/// Keeps the rounds that it is given, and fails or blocks when a test wants it to.
public final class RecordingHandler implements RoundHandler {

    private final List<Round> rounds = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private long lastSequence;
    private long failingSequence = Long.MAX_VALUE;
    private boolean blocking;

    /// A gap that the engine reported.
    public record Gap(long firstMissing, long next) {}

    private final List<Gap> gaps = new ArrayList<>();

    /// @param lastSequence what the handler says it has executed before
    public RecordingHandler(long lastSequence) {
        this.lastSequence = lastSequence;
    }

    @Override
    public synchronized long lastSequence() {
        return lastSequence;
    }

    @Override
    public void onRound(Round round) {
        if (isBlocking()) {
            awaitRelease();
        }
        synchronized (this) {
            if (round.sequence() >= failingSequence) {
                throw new IllegalStateException("failing on purpose");
            }
            rounds.add(round);
            lastSequence = round.sequence();
            notifyAll();
        }
    }

    @Override
    public void onGap(long firstMissing, Round next) {
        synchronized (this) {
            gaps.add(new Gap(firstMissing, next.sequence()));
        }
        onRound(next);
    }

    /// From this sequence on every round fails.
    public synchronized void failAt(long sequence) {
        failingSequence = sequence;
    }

    public synchronized void block() {
        blocking = true;
    }

    public synchronized void release() {
        blocking = false;
        released.countDown();
    }

    private synchronized boolean isBlocking() {
        return blocking;
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    public synchronized List<Round> rounds() {
        return List.copyOf(rounds);
    }

    public synchronized List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    public synchronized List<OrderedTransaction> transactions() {
        return rounds.stream().flatMap(round -> round.transactions().stream()).toList();
    }

    public synchronized Set<Octets> distinctTransactions() {
        return transactions().stream().map(OrderedTransaction::bytes).collect(Collectors.toUnmodifiableSet());
    }

    /// Blocks until each of the transactions was delivered.
    public void awaitAll(Set<Octets> transactions) {
        Await.until(
                this,
                () -> distinctTransactions().containsAll(transactions),
                () -> distinctTransactions().size() + " transactions, " + transactions.size() + " expected");
    }
}

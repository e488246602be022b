package health.salus.consensus.solo;

import health.salus.consensus.OrderedTransaction;
import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import health.salus.kernel.Octets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Keeps what it is given, and can be waited upon.
final class CollectingHandler implements RoundHandler {

    /// Long enough for any machine; reached only by a test that fails.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Round> rounds = new ArrayList<>();
    private long lastSequence;

    CollectingHandler(long lastSequence) {
        this.lastSequence = lastSequence;
    }

    @Override
    public synchronized long lastSequence() {
        return lastSequence;
    }

    @Override
    public synchronized void onRound(Round round) {
        rounds.add(round);
        lastSequence = round.sequence();
        notifyAll();
    }

    @Override
    public void onGap(long firstMissing, Round next) {
        throw new AssertionError("a solo engine has no gaps, yet " + firstMissing + " is missing");
    }

    synchronized List<Round> rounds() {
        return List.copyOf(rounds);
    }

    synchronized List<Octets> transactions() {
        return rounds.stream()
                .flatMap(round -> round.transactions().stream())
                .map(OrderedTransaction::bytes)
                .toList();
    }

    void awaitTransactions(int count) {
        await(() -> transactions().size() >= count);
    }

    private synchronized void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long rest = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (rest <= 0) {
                throw new AssertionError("still waiting, with " + transactions().size() + " transactions");
            }
            try {
                wait(rest);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }
}

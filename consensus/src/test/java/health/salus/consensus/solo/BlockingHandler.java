package health.salus.consensus.solo;

import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// Executes nothing until it is released.
final class BlockingHandler implements RoundHandler {

    private final CountDownLatch released = new CountDownLatch(1);
    private final List<Round> rounds = new CopyOnWriteArrayList<>();

    void release() {
        released.countDown();
    }

    List<Round> rounds() {
        return rounds;
    }

    @Override
    public long lastSequence() {
        return rounds.size();
    }

    @Override
    public void onRound(Round round) {
        try {
            released.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        rounds.add(round);
    }

    @Override
    public void onGap(long firstMissing, Round next) {
        throw new AssertionError("a solo engine has no gaps");
    }
}

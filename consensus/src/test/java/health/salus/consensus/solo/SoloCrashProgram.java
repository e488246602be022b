package health.salus.consensus.solo;

import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import java.nio.file.Path;
import java.time.Instant;

/// A process to be killed: submits without end, and prints each round when it is delivered.
final class SoloCrashProgram {

    private SoloCrashProgram() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        PrintingHandler handler = new PrintingHandler(Long.parseLong(arguments[1]));
        SoloConfig config = SoloFixture.config(directory, new SoloLimits(1000, 16, 10_000, 100_000, 5_000));
        SoloConsensus engine = new SoloConsensus(config, Instant::now);
        engine.start(handler);
        SoloFixture.awaitActive(engine);
        int number = 0;
        while (true) {
            if (engine.submit(SoloFixture.transaction(number)).isAccepted()) {
                number++;
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /// One line a round, as the parent compares it.
    static String line(Round round) {
        return round.sequence() + " " + round.time() + " "
                + round.transactions().size() + " " + round.transactions().hashCode();
    }

    private static final class PrintingHandler implements RoundHandler {

        private long lastSequence;

        private PrintingHandler(long lastSequence) {
            this.lastSequence = lastSequence;
        }

        @Override
        public long lastSequence() {
            return lastSequence;
        }

        @Override
        public void onRound(Round round) {
            lastSequence = round.sequence();
            System.out.println(line(round));
        }

        @Override
        public void onGap(long firstMissing, Round next) {
            throw new AssertionError("a solo engine has no gaps");
        }
    }
}

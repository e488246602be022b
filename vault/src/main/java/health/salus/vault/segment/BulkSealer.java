package health.salus.vault.segment;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Seals a stream of segments on several processors, with a bounded number in flight.
public final class BulkSealer {

    private static final int RESULTS_PER_WORKER = 4;

    private final SegmentSealer sealer;
    private final int workers;

    public BulkSealer(SegmentSealer sealer, int workers) {
        this.sealer = sealer;
        this.workers = workers;
    }

    private sealed interface Result {
        record Sealed(SealedSegment segment) implements Result {}

        record Failed(RuntimeException cause) implements Result {}

        record Finished() implements Result {}
    }

    /// Takes segments from the source until it ends, one thread at a time, and gives them to the sink as they are
    /// ready, in no particular order, on the calling thread. The first failure ends the work and is thrown.
    public void seal(Iterator<UnsealedSegment> source, Consumer<SealedSegment> sink) {
        BlockingQueue<Result> results = new ArrayBlockingQueue<>(workers * RESULTS_PER_WORKER);
        Intake intake = new Intake(source);
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            for (int i = 0; i < workers; i++) {
                pool.execute(() -> work(intake, results));
            }
            try {
                deliver(results, sink);
            } finally {
                // Each worker puts at most one segment and its end after this: they fit once the queue is empty.
                intake.close();
                results.clear();
            }
        }
    }

    private void work(Intake intake, BlockingQueue<Result> results) {
        try {
            Result result;
            do {
                result = next(intake);
                results.put(result);
            } while (result instanceof Result.Sealed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Result next(Intake intake) {
        try {
            Optional<UnsealedSegment> segment = intake.next();
            return segment.isPresent()
                    ? new Result.Sealed(sealer.seal(
                            segment.get().descriptor(), segment.get().entries()))
                    : new Result.Finished();
        } catch (RuntimeException failure) {
            return new Result.Failed(failure);
        }
    }

    private void deliver(BlockingQueue<Result> results, Consumer<SealedSegment> sink) {
        int working = workers;
        while (working > 0) {
            switch (take(results)) {
                case Result.Sealed(SealedSegment segment) -> sink.accept(segment);
                case Result.Failed(RuntimeException cause) -> throw cause;
                case Result.Finished() -> working--;
            }
        }
    }

    private static Result take(BlockingQueue<Result> results) {
        try {
            return results.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "sealing was interrupted", stopped);
        }
    }

    /// The source, shared by the workers.
    private static final class Intake {

        private final Iterator<UnsealedSegment> source;
        private boolean open = true;

        Intake(Iterator<UnsealedSegment> source) {
            this.source = source;
        }

        synchronized Optional<UnsealedSegment> next() {
            return open && source.hasNext() ? Optional.of(source.next()) : Optional.empty();
        }

        synchronized void close() {
            open = false;
        }
    }
}

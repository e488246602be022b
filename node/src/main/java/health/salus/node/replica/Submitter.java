package health.salus.node.replica;

import health.salus.consensus.Submission;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.ledger.execution.Discard;
import health.salus.ledger.execution.ExecutedTransaction;
import health.salus.platform.network.Decision;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Brings a transaction to a final decision: submits, waits, and submits again, since an engine may lose what it
/// accepted when a member dies. The ledger drops the duplicates that this makes.
final class Submitter implements Replica.BlockListener {

    /// Longer than consensus takes at saturation; shorter than a person's patience.
    private static final Duration RESUBMIT_AFTER = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /// Waiters for decisions, by transaction and, for the submissions that are discarded, by envelope.
    private final Map<Digest, CompletableFuture<Decided>> waiting = new ConcurrentHashMap<>();

    private final Succession consensus;
    private final Finality finality;
    private final RoomWait room;
    private final Duration patience;
    private final Lookup lookup;

    /// Finds decisions of earlier blocks.
    interface Lookup {
        Optional<Decided> find(Digest transactionId);
    }

    /// A decision, and the size of the log that has to be final for the decision to be.
    record Decided(Decision decision, long logSize) {}

    Submitter(Succession consensus, Finality finality, RoomWait room, Duration patience, Lookup lookup) {
        this.consensus = consensus;
        this.finality = finality;
        this.room = room;
        this.patience = patience;
        this.lookup = lookup;
    }

    Decision decide(SignedTransaction transaction) {
        long deadline = System.nanoTime() + patience.toNanos();
        Digest envelope = Digest.sha256(transaction.envelope());
        CompletableFuture<Decided> decided = waiting.computeIfAbsent(transaction.id(), _ -> new CompletableFuture<>());
        waiting.put(envelope, decided);
        try {
            Decided result = ordered(transaction, decided, deadline);
            finality.await(result.logSize(), deadline);
            return result.decision();
        } finally {
            waiting.remove(transaction.id(), decided);
            waiting.remove(envelope, decided);
        }
    }

    private Decided ordered(SignedTransaction transaction, CompletableFuture<Decided> decided, long deadline) {
        boolean handedIn = false;
        while (!decided.isDone()) {
            try {
                handIn(transaction, decided, deadline, handedIn);
            } catch (SalusException refused) {
                // It may still be ordered: only of what was never handed in is the refusal the answer.
                boolean unknown = handedIn && refused.code().kind() == ErrorCode.Kind.UNAVAILABLE;
                throw unknown
                        ? new SalusException(ErrorCode.NOT_FINAL_YET, refused.code() + ": " + refused.detail(), refused)
                        : refused;
            }
            handedIn = true;
            long wait = Math.min(RESUBMIT_AFTER.toNanos(), deadline - System.nanoTime());
            try {
                return decided.get(Math.max(wait, 0), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                // It is on its way: refusing it now would have the client write it again.
                if (System.nanoTime() >= deadline || room.shortage().isPresent()) {
                    throw new SalusException(
                            ErrorCode.NOT_FINAL_YET,
                            room.shortage().orElse("the network has not ordered the transaction in time"));
                }
            } catch (InterruptedException interrupted) {
                throw interrupted(interrupted);
            } catch (ExecutionException discarded) {
                throw discarded.getCause() instanceof SalusException refused
                        ? refused
                        : new SalusException(ErrorCode.INTERNAL, "the decision failed", discarded);
            }
        }
        return decided.join();
    }

    private void handIn(
            SignedTransaction transaction, CompletableFuture<Decided> decided, long deadline, boolean again) {
        // Looked up after the waiter stands, so that a block written in between is not missed.
        lookup.find(transaction.id()).ifPresent(decided::complete);
        if (!decided.isDone() && !again) {
            room.require();
        }
        submit(transaction, decided, deadline, again);
    }

    /// Retries while the engine's queue is full or it has not joined yet; gives up at once on any other refusal.
    ///
    /// @param again it was accepted before, and comes to its decision whether or not it is now
    private void submit(
            SignedTransaction transaction, CompletableFuture<Decided> decided, long deadline, boolean again) {
        Duration pause = FIRST_PAUSE;
        while (!decided.isDone()) {
            switch (consensus.submit(transaction.envelope())) {
                case Submission.Accepted _ -> {
                    return;
                }
                case Submission.Refused(ErrorCode code, String _)
                when again && code == ErrorCode.STORAGE_FULL -> {
                    return;
                }
                case Submission.Refused(ErrorCode code, String detail) -> {
                    boolean passing = code == ErrorCode.OVERLOADED || code == ErrorCode.NOT_ACTIVE;
                    if (!passing || System.nanoTime() >= deadline) {
                        throw new SalusException(code, detail);
                    }
                }
            }
            try {
                // Jitter, so that refused submitters do not come back all at once.
                Thread.sleep(pause.plusMillis(ThreadLocalRandom.current().nextInt(5)));
            } catch (InterruptedException interrupted) {
                throw interrupted(interrupted);
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    @Override
    public void onBlock(WrittenBlock written) {
        if (waiting.isEmpty()) {
            return;
        }
        Block block = written.block();
        for (ExecutedTransaction each : written.executed().transactions()) {
            CompletableFuture<Decided> waiter = waiting.get(each.transaction().id());
            if (waiter != null) {
                Decision decision = new Decision(each.transaction().id(), block.height(), each.time(), each.outcome());
                waiter.complete(new Decided(decision, block.logSize()));
            }
        }
        for (Discard discard : written.executed().discards()) {
            CompletableFuture<Decided> waiter = waiting.get(discard.envelope());
            // A discarded repetition says nothing about the first: its decision is found by the transaction's id.
            if (waiter != null && discard.code() != ErrorCode.REPLAYED) {
                waiter.completeExceptionally(
                        new SalusException(discard.code(), "the network did not admit the transaction"));
            }
        }
    }

    private static SalusException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new SalusException(ErrorCode.NOT_FINAL_YET, "this node is stopping; submit again", cause);
    }
}

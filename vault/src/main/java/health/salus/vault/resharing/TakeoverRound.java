package health.salus.vault.resharing;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks all custodians of the next set at once. Who is late once enough have answered is not waited for long, and
/// finishes
/// all the same.
final class TakeoverRound {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration TOTAL = Duration.ofSeconds(90);
    private static final Logger LOG = LoggerFactory.getLogger(TakeoverRound.class);

    private final MoveParts parts;
    private final TakeoverRequest request;
    private final Circle to;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

    private record Answer(MemberId custodian, Optional<TakenOver> taken) {}

    TakeoverRound(MoveParts parts, TakeoverRequest request, Circle to) {
        this.parts = parts;
        this.request = request;
        this.to = to;
    }

    /// The answers of those that gave one.
    Map<MemberId, TakenOver> run() {
        for (MemberId custodian : to.members()) {
            Thread.ofVirtual()
                    .name("segments-to-" + custodian)
                    .start(() -> answers.add(new Answer(custodian, ask(custodian))));
        }
        Map<MemberId, TakenOver> taken = new LinkedHashMap<>();
        long deadline = System.nanoTime() + TOTAL.toNanos();
        for (int answered = 0; answered < to.members().size(); answered++) {
            Answer answer = next(deadline - System.nanoTime());
            if (answer == null) {
                break;
            }
            answer.taken().ifPresent(given -> taken.put(answer.custodian(), given));
            if (taken.size() >= to.quorum()) {
                deadline = Math.min(deadline, System.nanoTime() + GRACE.toNanos());
            }
        }
        return taken;
    }

    private Optional<TakenOver> ask(MemberId custodian) {
        try {
            return Optional.of(parts.custodians().apply(custodian).takeOver(request));
        } catch (SalusException refused) {
            LOG.debug("Custodian {} takes nothing over: {}", custodian, refused.toString());
            return Optional.empty();
        } catch (RuntimeException defect) {
            LOG.error("Asking custodian {} to take segments over failed", custodian, defect);
            return Optional.empty();
        }
    }

    /// Null when nobody is waited for any more.
    private @Nullable Answer next(long left) {
        try {
            return answers.poll(Math.max(left, 0), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "this node is stopping", interrupted);
        }
    }
}

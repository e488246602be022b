package health.salus.vault.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.segment.SegmentManifest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One read under way: asks as many custodians as can open every segment, a further one for each that is slow, fails
/// or gives something wrong. Runs on the reader's thread; each request has a thread of its own.
final class Reading {

    private final VaultReader.Question question;
    private final ReadPatience patience;
    private final Map<SegmentId, SegmentGathering> unfinished = new LinkedHashMap<>();
    private final Deque<CustodianClient> unasked = new ArrayDeque<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Map<MemberId, SalusException> failures = new LinkedHashMap<>();
    private int outstanding;

    private sealed interface Answer {
        record Pieces(CustodianClient custodian, List<SegmentReference> asked, Release release) implements Answer {}

        record Failed(CustodianClient custodian, SalusException cause) implements Answer {}
    }

    Reading(VaultReader.Question question, List<SegmentGathering> gatherings, ReadPatience patience) {
        this.question = question;
        this.patience = patience;
        gatherings.forEach(gathering -> unfinished.put(gathering.segment(), gathering));
        for (CustodianClient custodian : question.custodians()) {
            if (custodian.member().equals(question.first())) {
                unasked.addFirst(custodian);
            } else {
                unasked.addLast(custodian);
            }
        }
    }

    /// Returns when every segment is open; throws when that cannot be.
    void run() {
        long deadline = System.nanoTime() + patience.total().toNanos();
        askWhileMoreAreNeeded();
        while (!unfinished.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (outstanding == 0 || left <= 0) {
                throw tooFew();
            }
            switch (next(left)) {
                case null -> askNext();
                case Answer.Failed(CustodianClient custodian, SalusException cause) -> {
                    outstanding--;
                    failures.put(custodian.member(), cause);
                    askWhileMoreAreNeeded();
                }
                case Answer.Pieces pieces -> {
                    outstanding--;
                    take(pieces);
                    askWhileMoreAreNeeded();
                }
            }
        }
    }

    /// Null when the hedge is due.
    private @Nullable Answer next(long left) {
        long wait = unasked.isEmpty() ? left : Math.min(left, patience.hedge().toNanos());
        try {
            return answers.poll(wait, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SalusException(ErrorCode.TIMEOUT, "this node is stopping", interrupted);
        }
    }

    private void askWhileMoreAreNeeded() {
        int needed = unfinished.values().stream()
                .mapToInt(SegmentGathering::needed)
                .max()
                .orElse(0);
        while (outstanding < needed && !unasked.isEmpty()) {
            askNext();
        }
    }

    private void askNext() {
        CustodianClient custodian = unasked.poll();
        if (custodian != null) {
            ask(
                    custodian,
                    unfinished.values().stream().map(SegmentGathering::wanted).toList());
        }
    }

    private void ask(CustodianClient custodian, List<SegmentReference> segments) {
        outstanding++;
        Thread.ofVirtual()
                .name("pieces-from-" + custodian.member())
                .start(() -> answers.add(answer(custodian, segments)));
    }

    private Answer answer(CustodianClient custodian, List<SegmentReference> segments) {
        try {
            return new Answer.Pieces(custodian, segments, custodian.release(question.session(), segments));
        } catch (SalusException failed) {
            return new Answer.Failed(custodian, failed);
        } catch (RuntimeException defect) {
            return new Answer.Failed(
                    custodian, new SalusException(ErrorCode.INTERNAL, "getting pieces failed", defect));
        }
    }

    private void take(Answer.Pieces answer) {
        int place = question.custodians().indexOf(answer.custodian) + 1;
        Set<SegmentId> missing = new HashSet<>();
        answer.asked.forEach(each -> missing.add(each.segment()));
        for (Deposit deposit : answer.release.deposits()) {
            Optional<SegmentId> segment = segmentOf(deposit);
            if (segment.isPresent() && missing.remove(segment.get())) {
                SegmentGathering gathering = unfinished.get(segment.get());
                if (gathering != null) {
                    gathering.add(deposit, place, answer.release.handover());
                    if (gathering.opened().isPresent()) {
                        unfinished.remove(segment.get());
                    }
                }
            }
        }
        missing.retainAll(unfinished.keySet());
        boolean gaveSome = missing.size() < answer.asked.size()
                && !answer.release.deposits().isEmpty();
        if (gaveSome && !missing.isEmpty()) {
            // Lacking, or too much for one answer: the next answer tells.
            ask(
                    answer.custodian,
                    answer.asked.stream()
                            .filter(each -> missing.contains(each.segment()))
                            .toList());
        }
    }

    /// Empty for what cannot even be read: it counts as not given.
    private static Optional<SegmentId> segmentOf(Deposit deposit) {
        try {
            return Optional.of(
                    SegmentManifest.decode(deposit.manifest()).descriptor().id());
        } catch (SalusException malformed) {
            return Optional.empty();
        }
    }

    private SalusException tooFew() {
        for (SalusException failure : failures.values()) {
            if (failure.code().kind() == ErrorCode.Kind.REFUSED) {
                return failure; // Custodians that answer agree that it is not permitted.
            }
        }
        String missing = failures.entrySet().stream()
                .map(failure -> failure.getKey() + " (" + failure.getValue().code() + ")")
                .collect(Collectors.joining(", "));
        return new SalusException(ErrorCode.CUSTODIANS_UNREACHABLE, "too few custodians gave good pieces: " + missing);
    }
}

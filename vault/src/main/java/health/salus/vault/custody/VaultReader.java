package health.salus.vault.custody;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.vault.segment.OpenedSegment;
import health.salus.vault.segment.Opening;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.SegmentOpener;
import health.salus.vault.segment.WrongPiece;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// Gathers pieces from custodians until segments open. Asks as many as are needed, another one for each that is slow,
/// refuses or gives something wrong, and says who did.
public final class VaultReader {

    /// Several times what a custodian nearby takes; then another one is asked as well.
    private static final Duration HEDGE_AFTER = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final SegmentOpener opener;
    private final BiConsumer<MemberId, WrongPiece> evidence;

    /// @param evidence told of each wrong piece and of who gave it
    public VaultReader(SegmentOpener opener, BiConsumer<MemberId, WrongPiece> evidence) {
        this.opener = opener;
        this.evidence = evidence;
    }

    /// A segment, and the digest of its manifest as the ledger has it.
    public record Wanted(SegmentId segment, Digest manifest) {}

    /// @param custodians the whole set, in its order
    /// @param first whom to ask first: this node's own custodian
    /// @param threshold pieces that open a segment
    public List<OpenedSegment> read(
            Optional<SessionId> session,
            List<Wanted> wanted,
            List<CustodianClient> custodians,
            MemberId first,
            int threshold) {
        return new Reading(session, wanted, custodians, first).run(threshold);
    }

    private sealed interface Answer {
        record Pieces(CustodianClient custodian, List<SegmentId> asked, List<Deposit> deposits) implements Answer {}

        record Failed(CustodianClient custodian, SalusException cause) implements Answer {}
    }

    /// One segment on its way.
    private static final class Gathering {
        private final Wanted wanted;
        private final List<Piece> pieces = new ArrayList<>();
        private Optional<SegmentManifest> manifest = Optional.empty();
        private Optional<OpenedSegment> opened = Optional.empty();

        Gathering(Wanted wanted) {
            this.wanted = wanted;
        }
    }

    private final class Reading {
        private final Optional<SessionId> session;
        private final List<Gathering> gatherings;
        private final List<CustodianClient> set;
        private final Deque<CustodianClient> unasked = new ArrayDeque<>();
        private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        private final Map<MemberId, SalusException> failures = new LinkedHashMap<>();
        private final Set<WrongPiece> reported = new LinkedHashSet<>();
        private int outstanding;

        Reading(Optional<SessionId> session, List<Wanted> wanted, List<CustodianClient> custodians, MemberId first) {
            this.session = session;
            this.gatherings = wanted.stream().map(Gathering::new).toList();
            this.set = List.copyOf(custodians);
            for (CustodianClient custodian : custodians) {
                if (custodian.member().equals(first)) {
                    unasked.addFirst(custodian);
                } else {
                    unasked.addLast(custodian);
                }
            }
        }

        List<OpenedSegment> run(int threshold) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (int i = 0; i < threshold; i++) {
                askNext();
            }
            while (!complete() && (outstanding > 0 || !unasked.isEmpty()) && System.nanoTime() < deadline) {
                Answer answer = next();
                switch (answer) {
                    case null -> askNext();
                    case Answer.Failed(CustodianClient custodian, SalusException cause) -> {
                        outstanding--;
                        failures.put(custodian.member(), cause);
                        askNext();
                    }
                    case Answer.Pieces pieces -> {
                        outstanding--;
                        take(pieces);
                        if (!complete() && outstanding == 0) {
                            askNext();
                        }
                    }
                }
            }
            return gatherings.stream()
                    .map(each -> each.opened.orElseThrow(this::tooFew))
                    .toList();
        }

        private boolean complete() {
            return gatherings.stream().allMatch(each -> each.opened.isPresent());
        }

        private Answer next() {
            try {
                return answers.poll(HEDGE_AFTER.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new SalusException(ErrorCode.TIMEOUT, "this node is stopping", interrupted);
            }
        }

        private void askNext() {
            CustodianClient custodian = unasked.poll();
            if (custodian == null) {
                return;
            }
            outstanding++;
            List<SegmentId> missing = gatherings.stream()
                    .filter(each -> each.opened.isEmpty())
                    .map(each -> each.wanted.segment())
                    .toList();
            Thread.ofVirtual()
                    .name("pieces-from-" + custodian.member())
                    .start(() -> answers.add(ask(custodian, missing)));
        }

        private Answer ask(CustodianClient custodian, List<SegmentId> missing) {
            try {
                return new Answer.Pieces(custodian, missing, custodian.release(session, missing));
            } catch (SalusException failed) {
                return new Answer.Failed(custodian, failed);
            } catch (RuntimeException defect) {
                return new Answer.Failed(
                        custodian, new SalusException(ErrorCode.INTERNAL, "getting pieces failed", defect));
            }
        }

        private void take(Answer.Pieces answer) {
            int place = set.indexOf(answer.custodian()) + 1;
            for (int i = 0;
                    i < Math.min(answer.asked().size(), answer.deposits().size());
                    i++) {
                SegmentId segment = answer.asked().get(i);
                Deposit deposit = answer.deposits().get(i);
                gatherings.stream()
                        .filter(each -> each.wanted.segment().equals(segment) && each.opened.isEmpty())
                        .forEach(each -> accept(each, deposit, place));
            }
        }

        private void accept(Gathering gathering, Deposit deposit, int place) {
            Digest found = SegmentManifest.digestOf(deposit.manifest());
            Digest expected = gathering.wanted.manifest();
            if (!found.equals(expected)) {
                report(new WrongPiece(
                        gathering.wanted.segment(),
                        place,
                        WrongPiece.Kind.MANIFEST,
                        expected.octets(),
                        found.octets()));
                return;
            }
            if (gathering.manifest.isEmpty()) {
                gathering.manifest = Optional.of(SegmentManifest.decode(deposit.manifest()));
            }
            // Judged as this custodian's, whatever place it claims.
            gathering.pieces.add(
                    new Piece(place, deposit.piece().fragment(), deposit.piece().share()));
            tryToOpen(gathering);
        }

        private void tryToOpen(Gathering gathering) {
            SegmentManifest manifest = gathering.manifest.orElseThrow();
            if (gathering.pieces.size() < manifest.descriptor().threshold()) {
                return;
            }
            Opening opening = opener.open(manifest, gathering.pieces);
            opening.wrong().forEach(this::report);
            switch (opening) {
                case Opening.Opened(OpenedSegment segment, var _) -> gathering.opened = Optional.of(segment);
                case Opening.TooFew _ -> askNext();
                case Opening.Unsound(String detail, var _) ->
                    throw new SalusException(
                            ErrorCode.CORRUPT, "segment " + gathering.wanted.segment() + ": " + detail);
            }
        }

        /// The place in the set names the member.
        private void report(WrongPiece wrong) {
            if (reported.add(wrong)) {
                evidence.accept(set.get(wrong.custodian() - 1).member(), wrong);
            }
        }

        private SalusException tooFew() {
            for (SalusException failure : failures.values()) {
                if (failure.code().kind() == ErrorCode.Kind.REFUSED) {
                    return failure; // Custodians that answer agree that it is not permitted.
                }
            }
            List<String> missing = new ArrayList<>();
            failures.forEach((member, cause) -> missing.add(member + " (" + cause.code() + ")"));
            return new SalusException(
                    ErrorCode.CUSTODIANS_UNREACHABLE,
                    "too few custodians gave good pieces: " + String.join(", ", missing));
        }
    }
}

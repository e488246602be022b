package health.salus.vault.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.SegmentSealer;
import health.salus.vault.segment.UnsealedSegment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Seals segments and brings each custodian its pieces. Returns when enough hold them; custodians that are late get
/// theirs all the same.
public final class VaultWriter {

    private final SegmentSealer sealer;
    private final AcknowledgementCheck check;
    private final MissedPieces missed;
    private final WritePatience patience;

    public VaultWriter(SegmentSealer sealer, AcknowledgementCheck check, MissedPieces missed) {
        this(sealer, check, missed, WritePatience.USUAL);
    }

    VaultWriter(SegmentSealer sealer, AcknowledgementCheck check, MissedPieces missed, WritePatience patience) {
        this.sealer = sealer;
        this.check = check;
        this.missed = missed;
        this.patience = patience;
    }

    /// What became of a write.
    ///
    /// @param segments in the order in which they were given
    /// @param acknowledgements of at least as many custodians as were needed, each of all segments and checked
    public record Placed(List<SealedSegment> segments, Map<MemberId, List<SignedBatch>> acknowledgements) {}

    /// Fails with CUSTODIANS_UNREACHABLE when enough custodians do not come together in time, or with STORAGE_FULL when
    /// nothing but room is missing: nothing was promised, and pieces that some hold are collected later.
    ///
    /// @param custodians the whole set, in its order
    /// @param needed n - f: returns when so many have acknowledged everything
    public Placed place(List<UnsealedSegment> segments, List<CustodianClient> custodians, int needed) {
        List<SealedSegment> sealed = seal(segments);
        WriteTally tally = new WriteTally(custodians.size(), needed);
        for (int i = 0; i < custodians.size(); i++) {
            Delivery delivery = new Delivery(custodians.get(i), i, sealed, check);
            Thread.ofVirtual().name("pieces-to-" + delivery.member()).start(() -> deliver(delivery, tally));
        }
        return new Placed(sealed, tally.await(patience.quorum()));
    }

    /// In parallel: a bulk import seals many segments at once.
    private List<SealedSegment> seal(List<UnsealedSegment> segments) {
        IntStream indexes = IntStream.range(0, segments.size());
        return (segments.size() == 1 ? indexes : indexes.parallel())
                .mapToObj(i -> sealer.seal(
                        segments.get(i).descriptor(), segments.get(i).entries()))
                .toList();
    }

    private void deliver(Delivery delivery, WriteTally tally) {
        Delivery.Attempt attempt = delivery.attempt();
        boolean counted = tally.count(attempt);
        try {
            boolean failed = attempt instanceof Delivery.Attempt.Failed;
            if ((failed || !counted) && tally.decided() == WriteTally.State.PLACED) {
                // Nobody waits for this custodian any more, but it should have its pieces.
                retry(delivery, attempt);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void retry(Delivery delivery, Delivery.Attempt first) throws InterruptedException {
        Delivery.Attempt attempt = first;
        for (Duration pause : patience.retries()) {
            if (!(attempt instanceof Delivery.Attempt.Failed(MemberId _, ErrorCode code)) || !code.retryable()) {
                break;
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            attempt = delivery.attempt();
        }
        if (attempt instanceof Delivery.Attempt.Failed(MemberId custodian, ErrorCode code)) {
            missed.missed(custodian, delivery.segments(), code);
        }
    }
}

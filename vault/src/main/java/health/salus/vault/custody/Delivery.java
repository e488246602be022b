package health.salus.vault.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.segment.SealedSegment;
import java.util.ArrayList;
import java.util.List;

/// One custodian's part of a write: its pieces of every segment, in requests that it accepts.
final class Delivery {

    /// Fragments that go out in one request: bounds memory at both ends. A single larger one still goes alone.
    private static final int MAX_REQUEST_BYTES = 8 * 1024 * 1024;

    private final CustodianClient custodian;
    private final int index;
    private final List<SealedSegment> sealed;
    private final AcknowledgementCheck check;

    /// How an attempt ended.
    sealed interface Attempt {

        /// @param signatures in the order of the segments, each checked
        record Acknowledged(MemberId custodian, List<Octets> signatures) implements Attempt {}

        record Failed(MemberId custodian, ErrorCode code) implements Attempt {}
    }

    /// @param index the custodian's place in its set, from 0
    Delivery(CustodianClient custodian, int index, List<SealedSegment> sealed, AcknowledgementCheck check) {
        this.custodian = custodian;
        this.index = index;
        this.sealed = sealed;
        this.check = check;
    }

    MemberId member() {
        return custodian.member();
    }

    List<SegmentId> segments() {
        return sealed.stream()
                .map(segment -> segment.manifest().descriptor().id())
                .toList();
    }

    /// Storing is idempotent, so a further attempt begins from the start.
    Attempt attempt() {
        try {
            List<Octets> signatures = new ArrayList<>(sealed.size());
            List<Deposit> request = new ArrayList<>();
            long bytes = 0;
            for (SealedSegment segment : sealed) {
                Deposit deposit = new Deposit(
                        segment.manifest().encoded(), segment.pieces().get(index));
                int length = deposit.piece().fragment().length();
                boolean full = request.size() == Custodian.MAX_BATCH || bytes + length > MAX_REQUEST_BYTES;
                if (full && !request.isEmpty()) {
                    signatures.addAll(custodian.store(request));
                    request = new ArrayList<>();
                    bytes = 0;
                }
                request.add(deposit);
                bytes += length;
            }
            signatures.addAll(custodian.store(request));
            return areGood(signatures)
                    ? new Attempt.Acknowledged(member(), signatures)
                    : new Attempt.Failed(member(), ErrorCode.BAD_SIGNATURE);
        } catch (SalusException failed) {
            return new Attempt.Failed(member(), failed.code());
        } catch (RuntimeException defect) {
            return new Attempt.Failed(member(), ErrorCode.INTERNAL);
        }
    }

    private boolean areGood(List<Octets> signatures) {
        if (signatures.size() != sealed.size()) {
            return false;
        }
        for (int i = 0; i < signatures.size(); i++) {
            SealedSegment segment = sealed.get(i);
            boolean holds = check.holds(
                    member(),
                    segment.manifest().descriptor().id(),
                    segment.manifest().digest(),
                    signatures.get(i));
            if (!holds) {
                return false;
            }
        }
        return true;
    }
}

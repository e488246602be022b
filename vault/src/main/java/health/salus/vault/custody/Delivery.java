package health.salus.vault.custody;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.SegmentManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

        /// @param batches all of the segments, in their order; each signature checked
        record Acknowledged(MemberId custodian, List<SignedBatch> batches) implements Attempt {}

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
            List<SignedBatch> acknowledged = new ArrayList<>();
            for (List<SealedSegment> batch : batches()) {
                Optional<Octets> signature = acknowledgement(batch);
                if (signature.isEmpty()) {
                    return new Attempt.Failed(member(), ErrorCode.BAD_SIGNATURE);
                }
                acknowledged.add(new SignedBatch(batch.size(), signature.get()));
            }
            return new Attempt.Acknowledged(member(), acknowledged);
        } catch (SalusException failed) {
            return new Attempt.Failed(member(), failed.code());
        } catch (RuntimeException defect) {
            return new Attempt.Failed(member(), ErrorCode.INTERNAL);
        }
    }

    /// What goes out in one request each.
    private List<List<SealedSegment>> batches() {
        List<List<SealedSegment>> batches = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < sealed.size(); i++) {
            int length = sealed.get(i).pieces().get(index).fragment().length();
            boolean full = i - from == Custodian.MAX_BATCH || bytes + length > MAX_REQUEST_BYTES;
            if (full && i > from) {
                batches.add(sealed.subList(from, i));
                from = i;
                bytes = 0;
            }
            bytes += length;
        }
        if (from < sealed.size()) {
            batches.add(sealed.subList(from, sealed.size()));
        }
        return batches;
    }

    /// Empty when the custodian signed something else than what it was sent.
    private Optional<Octets> acknowledgement(List<SealedSegment> batch) {
        List<Deposit> request = new ArrayList<>(batch.size());
        List<SegmentReference> sent = new ArrayList<>(batch.size());
        for (SealedSegment segment : batch) {
            Octets manifest = segment.manifest().encoded();
            request.add(new Deposit(manifest, segment.pieces().get(index)));
            sent.add(new SegmentReference(segment.manifest().descriptor().id(), SegmentManifest.digestOf(manifest)));
        }
        Octets signature = custodian.store(request);
        return check.holds(member(), sent, signature) ? Optional.of(signature) : Optional.empty();
    }
}

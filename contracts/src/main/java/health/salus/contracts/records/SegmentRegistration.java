package health.salus.contracts.records;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.SegmentId;
import java.util.List;

/// A segment that the custodians hold, as its author registers it.
///
/// @param labels in the order of [SecurityLabel]
/// @param manifest digest of the manifest that the custodians acknowledged
/// @param merkleRoot over the salted commitments of its resources
public record SegmentRegistration(
        SegmentId segment,
        TypeGroup typeGroup,
        List<SecurityLabel> labels,
        CustodianSetId custodianSet,
        Digest manifest,
        Digest merkleRoot,
        int resourceCount) {

    public SegmentRegistration {
        labels = List.copyOf(labels);
    }

    /// What custodians acknowledge of it.
    public Acknowledgement.Held held() {
        return new Acknowledgement.Held(segment, manifest);
    }
}

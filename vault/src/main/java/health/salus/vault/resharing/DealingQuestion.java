package health.salus.vault.resharing;

import health.salus.kernel.CustodianSetId;
import health.salus.vault.custody.SegmentReference;
import java.util.List;

/// A custodian of the next set asks one of the old set for its part of segments.
///
/// @param to the next set
/// @param segments under the manifests that the ledger has
public record DealingQuestion(CustodianSetId to, List<SegmentReference> segments) {

    public DealingQuestion {
        segments = List.copyOf(segments);
    }
}

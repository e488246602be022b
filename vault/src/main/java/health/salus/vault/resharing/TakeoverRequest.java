package health.salus.vault.resharing;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.MemberId;
import health.salus.vault.custody.SegmentReference;
import java.time.Instant;
import java.util.List;

/// Asks a custodian of the next set to take segments over. Says nothing about them that is believed: what they are, the
/// custodian finds out from its ledger and from the dealers.
///
/// @param segments each once, under the manifests that the ledger has; all of one set
/// @param dealers exactly as many custodians of the old set as open a segment, in the order of their places
/// @param until when the custodian's word ends, by consensus time
public record TakeoverRequest(
        CustodianSetId to, List<SegmentReference> segments, List<MemberId> dealers, Instant until) {

    public TakeoverRequest {
        segments = List.copyOf(segments);
        dealers = List.copyOf(dealers);
    }
}

package health.salus.platform.records;

import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.records.Acknowledgement;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.UnsealedSegment;
import java.util.List;

/// Seals segments and brings their pieces to the custodians.
public interface SegmentPlacing {

    /// The custodian set of a network's genesis: all members.
    String DEFAULT_SET = "members";

    /// Returns when n - f custodians have acknowledged every segment durably.
    Placed place(List<UnsealedSegment> segments, CustodianSet custodians);

    /// @param manifests in the order of the segments
    /// @param acknowledgements as a command takes them that registers these segments in this order, and no others
    record Placed(List<SegmentManifest> manifests, List<Acknowledgement> acknowledgements) {}
}

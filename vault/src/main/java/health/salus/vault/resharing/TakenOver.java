package health.salus.vault.resharing;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import java.util.List;
import java.util.Optional;

/// What a custodian of the next set took over, and what kept it from the rest.
///
/// @param held in the order of the request, durably
/// @param acknowledgement its one signature of them all; absent when there are none
/// @param faults at most one for each segment that it did not take
/// @param dealings what the dealers signed: two that differ convict their dealer
public record TakenOver(
        List<Held> held, Optional<Octets> acknowledgement, List<Fault> faults, List<SignedDealings> dealings) {

    public TakenOver {
        held = List.copyOf(held);
        faults = List.copyOf(faults);
        dealings = List.copyOf(dealings);
    }

    /// A segment under its next manifest.
    ///
    /// @param before digest of the manifest by which it was dealt
    public record Held(SegmentId segment, Digest before, Digest manifest) {}

    /// @param dealer who gave nothing, or something wrong; absent when it is no dealer's fault
    public record Fault(SegmentId segment, Optional<MemberId> dealer, ErrorCode code) {}
}

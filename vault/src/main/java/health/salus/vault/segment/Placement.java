package health.salus.vault.segment;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;

/// Where a segment lies after it was moved; its descriptor goes on saying where it was sealed for, since the cipher
/// was fed with that.
///
/// @param threshold pieces that rebuild the segment
/// @param total pieces that there are
/// @param generation how often the segment was moved, from 1
public record Placement(CustodianSetId custodianSet, int threshold, int total, int generation) {

    public Placement {
        if (threshold < 1 || threshold > total || total > SegmentLimits.MAX_CUSTODIANS || generation < 1) {
            throw new SalusException(
                    ErrorCode.MALFORMED,
                    "a placement is 1 <= threshold <= total <= " + SegmentLimits.MAX_CUSTODIANS
                            + " and counts its moves from 1");
        }
    }
}

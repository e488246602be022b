package health.salus.vault.segment;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;

/// What one custodian keeps of a segment: a fragment of the ciphertext and a share of the key.
///
/// @param custodian the custodian's place in its set, from 1
public record Piece(int custodian, Octets fragment, KeyShare share) {

    public Piece {
        if (custodian < 1 || custodian > SegmentLimits.MAX_CUSTODIANS) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a custodian's place is 1 to " + SegmentLimits.MAX_CUSTODIANS);
        }
    }
}

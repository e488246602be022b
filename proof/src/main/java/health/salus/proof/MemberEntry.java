package health.salus.proof;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;

/// A member that cosigns checkpoints.
///
/// @param weight its share of the votes
/// @param checkpointKeys what it signs checkpoints with, and nothing else
public record MemberEntry(MemberId member, long weight, CheckpointKeys checkpointKeys) {

    /// Keeps sums of weights far from overflow.
    public static final long MAX_WEIGHT = 1_000_000_000_000L;

    public MemberEntry {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new SalusException(ErrorCode.MALFORMED, "a member's weight lies between 1 and " + MAX_WEIGHT);
        }
    }

    /// The name in the member's signature lines.
    public static String keyName(NetworkId network, MemberId member) {
        return Checkpoint.origin(network) + "/" + member.value();
    }

    public String verifierKey(CosignatureKind kind, NetworkId network) {
        return checkpointKeys.verifierKey(kind, network, member);
    }
}

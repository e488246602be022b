package health.salus.proof.membership;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.proof.MemberSet;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// The beginning of a network: its members, in the order of their ids. Every format of the network carries its id.
///
/// @param time consensus time begins here
public record Genesis(int version, NetworkId network, Instant time, List<PublicCard> members) {

    public static final int VERSION = 1;
    public static final int MAX_MEMBERS = 100;
    public static final int MAX_BYTES = MAX_MEMBERS * PublicCard.MAX_BYTES;

    private static final RecordCodec<Genesis> CODEC = RecordCodec.of(Genesis.class);

    public Genesis {
        if (version != VERSION) {
            throw new SalusException(ErrorCode.UNSUPPORTED_VERSION, "genesis version " + version + "; supported: 1");
        }
        if (members.isEmpty() || members.size() > MAX_MEMBERS) {
            throw new SalusException(ErrorCode.MALFORMED, "a network has 1 to " + MAX_MEMBERS + " members");
        }
        members = members.stream()
                .sorted(Comparator.comparing(PublicCard::member))
                .toList();
        if (members.stream().map(PublicCard::member).distinct().count() != members.size()) {
            throw new SalusException(ErrorCode.MALFORMED, "two cards name the same member");
        }
    }

    public PublicCard card(MemberId member) {
        return members.stream()
                .filter(card -> card.member().equals(member))
                .findFirst()
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_MEMBER, member + " is not in the genesis"));
    }

    /// The members whose cosignatures make the first checkpoints final.
    public MemberSet memberSet() {
        return new MemberSet(members.stream().map(PublicCard::memberEntry).toList());
    }

    public Octets encode() {
        return CODEC.encode(this);
    }

    public static Genesis decode(Octets encoded) {
        return CODEC.decode(encoded, MAX_BYTES);
    }

    public Digest digest() {
        return Digest.sha256(encode());
    }
}

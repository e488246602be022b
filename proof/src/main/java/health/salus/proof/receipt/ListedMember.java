package health.salus.proof.receipt;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.MemberId;
import health.salus.proof.MemberSet;
import java.util.List;

/// A member as a receipt lists it: without its ML-DSA-44 key, which alone is as long as a whole receipt without it.
public record ListedMember(MemberId member, long weight, VerificationKey ed25519) {

    public static List<ListedMember> of(MemberSet members) {
        return members.members().stream()
                .map(entry -> new ListedMember(
                        entry.member(), entry.weight(), entry.checkpointKeys().ed25519()))
                .toList();
    }
}

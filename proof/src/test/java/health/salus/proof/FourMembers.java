package health.salus.proof;

import health.salus.crypto.Secret;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Members with keys from fixed seeds, four as a rule, and what they sign.
final class FourMembers {

    static final NetworkId NETWORK = new NetworkId("demo");
    static final Checkpoint CHECKPOINT = Checkpoint.of(
            NETWORK, 20_852_163, new Digest(Octets.ofBase64("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")));
    static final Instant TIME = Instant.ofEpochSecond(1_679_315_147L);

    private FourMembers() {}

    static Cosignature signed(CosignatureKind kind, int member) {
        return Cosignature.sign(kind, CHECKPOINT, member(member), keys(member), TIME);
    }

    static MemberSet members(int count) {
        List<MemberEntry> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(entry(i, 1));
        }
        return new MemberSet(members);
    }

    static MemberEntry entry(int number, long weight) {
        return new MemberEntry(member(number), weight, keys(number).publicKeys());
    }

    static MemberId member(int number) {
        return new MemberId("member-" + number);
    }

    static CosigningKeys keys(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return CosigningKeys.fromSeed(Secret.of(bytes));
    }
}

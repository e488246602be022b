package health.salus.proof;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The members whose cosignatures make a checkpoint final, in the order of their ids.
public record MemberSet(List<MemberEntry> members) {

    /// As many as a genesis may name, with room for those that join later.
    public static final int MAX_MEMBERS = 256;

    /// An entry takes 1.5 kB, most of it the ML-DSA-44 key.
    private static final int MAX_BYTES = MAX_MEMBERS * 2048;
    private static final RecordCodec<MemberSet> CODEC = RecordCodec.of(MemberSet.class);

    public MemberSet {
        if (members.isEmpty() || members.size() > MAX_MEMBERS) {
            throw new SalusException(ErrorCode.MALFORMED, "a network has 1 to " + MAX_MEMBERS + " members");
        }
        members = members.stream()
                .sorted(Comparator.comparing(MemberEntry::member))
                .toList();
        if (distinct(members.stream().map(MemberEntry::member).toList()) != members.size()) {
            throw new SalusException(ErrorCode.MALFORMED, "a member stands twice in the set");
        }
        for (CosignatureKind kind : CosignatureKind.values()) {
            List<Octets> keys = members.stream()
                    .map(entry -> entry.checkpointKeys().encoded(kind))
                    .toList();
            if (distinct(keys) != members.size()) {
                // An Ed25519 cosignature does not name its signer, so a shared key would count for each who shares it.
                throw new SalusException(ErrorCode.MALFORMED, "two members have the same " + kind + " checkpoint key");
            }
        }
    }

    private static int distinct(List<?> items) {
        return new HashSet<>(items).size();
    }

    public Optional<MemberEntry> entry(MemberId member) {
        return members.stream().filter(entry -> entry.member().equals(member)).findFirst();
    }

    public long totalWeight() {
        return members.stream().mapToLong(MemberEntry::weight).sum();
    }

    public long weightOf(Collection<MemberId> some) {
        Set<MemberId> once = Set.copyOf(some);
        return members.stream()
                .filter(entry -> once.contains(entry.member()))
                .mapToLong(MemberEntry::weight)
                .sum();
    }

    /// True if these hold more than two thirds of the weight; each counts once.
    public boolean isFinal(Collection<MemberId> signers) {
        return 3 * weightOf(signers) > 2 * totalWeight();
    }

    /// True if these hold more than a third of the weight, so that at least one of them is honest, as long as no more
    /// than a third is not.
    public boolean isVouchedFor(Collection<MemberId> signers) {
        return 3 * weightOf(signers) > totalWeight();
    }

    public Octets encode() {
        return CODEC.encode(this);
    }

    public static MemberSet decode(Octets encoded) {
        return CODEC.decode(encoded, MAX_BYTES);
    }

    /// What the header entries of the log say of the set.
    public Digest digest() {
        return Digest.sha256(encode());
    }
}

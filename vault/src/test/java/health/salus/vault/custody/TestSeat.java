package health.salus.vault.custody;

import health.salus.crypto.SigningKey;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.vault.doubles.SyntheticSegments;
import java.util.List;
import java.util.Optional;

/// A seat in the one set of a [TestNetwork].
final class TestSeat implements CustodianSeat {

    private final MemberId member;
    private final SigningKey key;
    private final List<MemberId> members;
    private final int threshold;

    TestSeat(MemberId member, SigningKey key, List<MemberId> members, int threshold) {
        this.member = member;
        this.key = key;
        this.members = List.copyOf(members);
        this.threshold = threshold;
    }

    @Override
    public NetworkId network() {
        return SyntheticSegments.NETWORK;
    }

    @Override
    public MemberId member() {
        return member;
    }

    @Override
    public Optional<Seating> seating(MemberId of, CustodianSetId set) {
        int place = members.indexOf(of) + 1;
        return place == 0 || !set.equals(SyntheticSegments.SET)
                ? Optional.empty()
                : Optional.of(new Seating(set, place, threshold, members.size()));
    }

    @Override
    public Octets acknowledge(List<SegmentReference> held) {
        return key.sign(statement(member, held));
    }

    @Override
    public Octets sign(Octets statement) {
        return key.sign(statement);
    }

    static boolean holds(VerificationKey key, MemberId member, List<SegmentReference> held, Octets signature) {
        return key.verify(statement(member, held), signature);
    }

    private static Octets statement(MemberId member, List<SegmentReference> held) {
        return Octets.utf8(member + "\0" + held);
    }
}

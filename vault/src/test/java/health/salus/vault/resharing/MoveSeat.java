package health.salus.vault.resharing;

import health.salus.crypto.SigningKey;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.vault.custody.CustodianSeat;
import health.salus.vault.custody.Seating;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.doubles.SyntheticSegments;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A seat in two sets.
record MoveSeat(MemberId member, SigningKey key, Circle from, Circle to) implements CustodianSeat {

    @Override
    public NetworkId network() {
        return SyntheticSegments.NETWORK;
    }

    @Override
    public Optional<Seating> seating(MemberId of, CustodianSetId set) {
        return Stream.of(from, to)
                .filter(circle -> circle.id().equals(set) && circle.has(of))
                .findFirst()
                .map(circle -> new Seating(
                        set,
                        circle.placeOf(of),
                        circle.threshold(),
                        circle.members().size()));
    }

    @Override
    public Octets acknowledge(List<SegmentReference> held) {
        throw new UnsupportedOperationException("nothing is written here");
    }

    @Override
    public Octets sign(Octets statement) {
        return key.sign(statement);
    }
}

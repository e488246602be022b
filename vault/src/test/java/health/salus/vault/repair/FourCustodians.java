package health.salus.vault.repair;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.CustodianClient;
import health.salus.vault.custody.TestNetwork;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.PlacedPiece;
import java.util.List;

/// Four custodians that hold one registered segment, and ask each other for their pieces of it.
final class FourCustodians {

    static final SegmentId S1 = new SegmentId("s-1");

    final TestNetwork network = new TestNetwork(4, 137);
    final SealedSegment sealed = network.seal(network.unsealed("s-1", 3));

    FourCustodians() {
        for (int place = 1; place <= 4; place++) {
            store(place).put(List.of(piece(place, sealed)));
            // The fourth asks the others, and somebody else the fourth.
            int self = place;
            MemberId asking = TestNetwork.member(place == 4 ? 1 : 4);
            network.replace(place, _ -> network.asReachedBy(asking, self));
        }
        network.register(sealed);
    }

    PieceStore store(int place) {
        return network.stores.get(place - 1);
    }

    SegmentRegister.Registered registered(Digest digest) {
        List<CustodianClient> custodians = network.clients();
        return new SegmentRegister.Registered(digest, custodians);
    }

    /// A second segment, of which the fourth keeps nothing yet.
    SealedSegment second() {
        SealedSegment second = network.seal(network.unsealed("s-2", 1));
        network.register(second);
        for (int place = 1; place <= 3; place++) {
            store(place).put(List.of(piece(place, second)));
        }
        return second;
    }

    static PlacedPiece piece(int place, SealedSegment segment) {
        return new PlacedPiece(segment.manifest(), segment.pieces().get(place - 1));
    }

    /// That a custodian's fragment is what it was.
    void assertFragment(int place, PieceStore store) {
        assertThat(store.fragment(S1))
                .contains(new HeldFragment(
                        sealed.manifest(), place, sealed.pieces().get(place - 1).fragment()));
    }
}

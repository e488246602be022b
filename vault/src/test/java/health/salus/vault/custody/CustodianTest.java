package health.salus.vault.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.doubles.Mutations;
import health.salus.vault.doubles.SyntheticSegments;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.SegmentDescriptor;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.UnsealedSegment;
import health.salus.vault.store.HeldFragment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CustodianTest {

    private static final SegmentId S1 = new SegmentId("s-1");

    private final TestNetwork network = new TestNetwork(4, 131);
    private final Custodian custodian = network.custodians.get(1);
    private final SealedSegment sealed = network.seal(network.unsealed("s-1", 2));

    @Test
    void signsForWhatItHoldsAndDoesSoAgain() {
        SealedSegment other = network.seal(network.unsealed("s-2", 1));
        List<Deposit> deposits = List.of(TestNetwork.deposit(2, sealed), TestNetwork.deposit(2, other));
        Octets acknowledgement = custodian.store(deposits);
        List<SegmentReference> held = List.of(network.register(sealed), network.register(other));
        assertThat(network.holds(TestNetwork.member(2), held, acknowledgement)).isTrue();
        assertThat(network.holds(TestNetwork.member(1), held, acknowledgement)).isFalse();
        assertThat(network.holds(TestNetwork.member(2), held.subList(0, 1), acknowledgement))
                .isFalse();
        assertThat(custodian.store(deposits)).isEqualTo(acknowledgement);
        assertThat(network.stores.get(1).share(S1))
                .contains(sealed.pieces().get(1).share());
        assertThat(network.stores.get(1).share(new SegmentId("s-2")))
                .contains(other.pieces().get(1).share());
    }

    /// So after a failure an author may ask about fewer than before.
    @Test
    void signsForEachRequestWhatThatRequestNames() {
        SealedSegment other = network.seal(network.unsealed("s-2", 1));
        custodian.store(List.of(TestNetwork.deposit(2, sealed), TestNetwork.deposit(2, other)));
        Octets acknowledgement = custodian.store(List.of(TestNetwork.deposit(2, other)));
        assertThat(network.holds(TestNetwork.member(2), List.of(network.register(other)), acknowledgement))
                .isTrue();
    }

    @Test
    void refusesWrongPiecesWithTheWholeBatch() {
        Piece piece = sealed.pieces().get(1);
        KeyShare otherShare = new KeyShare(Mutations.flipped(piece.share().scalar(), 31));
        Octets otherFragment = Mutations.flipped(piece.fragment(), 1);
        assertWrong("share", good(new Piece(2, piece.fragment(), otherShare)));
        assertWrong("fragment", good(new Piece(2, otherFragment, piece.share())));
        assertWrong("fragment", good(new Piece(2, Octets.EMPTY, piece.share())));
        assertWrong("custodian 3", TestNetwork.deposit(3, sealed));
        assertWrong("custodian 3", good(new Piece(3, piece.fragment(), piece.share())));
        assertWrong("share", TestNetwork.deposit(2, withCommitmentsOfAnother()));

        SealedSegment bystander = network.seal(network.unsealed("s-2", 1));
        Deposit bad = good(new Piece(2, piece.fragment(), otherShare));
        assertRefused(() -> custodian.store(List.of(TestNetwork.deposit(2, bystander), bad)), ErrorCode.WRONG_PIECE);
        assertThat(network.stores.get(1).find(new SegmentId("s-2"))).isEmpty();
    }

    /// An author that hashes bytes of another length would have the custodian called a liar at every read.
    @Test
    void refusesAFragmentOfAnotherLengthThoughItsHashFits() {
        Octets longer = Octets.concat(sealed.pieces().get(1).fragment(), Octets.utf8("more"));
        List<Digest> hashes = new ArrayList<>(sealed.manifest().fragments());
        hashes.set(1, Digest.sha256(longer));
        SegmentManifest manifest = manifest(hashes, sealed.manifest().keyCommitments());
        assertWrong(
                "fragment",
                new Deposit(
                        manifest.encoded(),
                        new Piece(2, longer, sealed.pieces().get(1).share())));
    }

    @Test
    void refusesForeignNetworksAndSets() {
        SegmentDescriptor d = network.descriptor("s-1");
        NetworkId elsewhere = new NetworkId("elsewhere");
        assertRefused(
                () -> custodian.store(List.of(sealedAs(new SegmentDescriptor(
                        elsewhere, d.id(), d.subject(), d.author(), d.labels(), "t", d.custodianSet(), 2, 4)))),
                ErrorCode.WRONG_NETWORK);
        CustodianSetId unknown = new CustodianSetId("unknown");
        assertRefused(
                () -> custodian.store(List.of(sealedAs(new SegmentDescriptor(
                        d.network(), d.id(), d.subject(), d.author(), d.labels(), "t", unknown, 2, 4)))),
                ErrorCode.UNKNOWN_CUSTODIAN_SET);
        // A threshold of one would let a single custodian read.
        assertWrong("are 2 of 4", sealedAs(SyntheticSegments.descriptor("s-1", 1, 4)));
        assertWrong("are 2 of 4", sealedAs(SyntheticSegments.descriptor("s-1", 2, 5)));
    }

    @Test
    void releasesNothingThatTheLedgerDoesNotPermit() {
        custodian.store(List.of(TestNetwork.deposit(2, sealed)));
        assertRefused(() -> release(TestNetwork.READER, S1), ErrorCode.NOT_COVERED_BY_SESSION);
        network.register(sealed);
        assertRefused(() -> release(new MemberId("stranger"), S1), ErrorCode.UNKNOWN_SESSION);
        assertRefused(
                () -> custodian.release(TestNetwork.READER, Optional.empty(), List.of(reference(S1))),
                ErrorCode.UNKNOWN_SESSION);
        assertThat(release(TestNetwork.READER, S1).deposits()).containsExactly(TestNetwork.deposit(2, sealed));
    }

    @Test
    void givesWhatItHasAndSaysWhyItHasNothing() {
        SegmentId unheard = new SegmentId("s-2");
        network.ledger.register(unheard, Digest.ZERO);
        network.register(sealed);
        assertRefused(() -> release(TestNetwork.READER, S1), ErrorCode.NOT_FOUND);
        custodian.store(List.of(TestNetwork.deposit(2, sealed)));
        assertThat(release(TestNetwork.READER, unheard, S1).deposits()).containsExactly(TestNetwork.deposit(2, sealed));
        network.stores.get(1).destroyShares(List.of(S1));
        assertRefused(() -> release(TestNetwork.READER, S1), ErrorCode.ERASED);
        assertRefused(() -> custodian.store(List.of(TestNetwork.deposit(2, sealed))), ErrorCode.ERASED);
    }

    @Test
    void showsFragmentsToItsPeersOnly() {
        custodian.store(List.of(TestNetwork.deposit(2, sealed)));
        assertThat(custodian.fragment(TestNetwork.member(4), reference(S1)).map(FragmentRelease::held))
                .contains(new HeldFragment(
                        sealed.manifest(), 2, sealed.pieces().get(1).fragment()));
        assertThat(custodian.fragment(TestNetwork.member(4), reference(new SegmentId("s-9"))))
                .isEmpty();
        assertRefused(() -> custodian.fragment(TestNetwork.READER, reference(S1)), ErrorCode.NOT_AUTHORISED);
    }

    @Test
    void collectsWhatNeverCameToTheLedger() {
        SealedSegment registered = network.seal(network.unsealed("s-2", 1));
        SealedSegment young = network.seal(network.unsealed("s-3", 1));
        custodian.store(List.of(TestNetwork.deposit(2, sealed), TestNetwork.deposit(2, registered)));
        network.time.advance(Duration.ofHours(25));
        custodian.store(List.of(TestNetwork.deposit(2, young)));

        Set<SegmentId> known = Set.of(new SegmentId("s-2"));
        Instant dayAgo = network.time.now().minus(Duration.ofHours(24));
        assertThat(custodian.collectOrphans(held -> known.contains(held.segment()), dayAgo))
                .isEqualTo(1);
        assertThat(network.stores.get(1).find(S1)).isEmpty();
        assertThat(network.stores.get(1).find(new SegmentId("s-2"))).isPresent();
        assertThat(network.stores.get(1).find(new SegmentId("s-3"))).isPresent();
    }

    @Test
    void requestsAreBounded() {
        Deposit deposit = TestNetwork.deposit(2, sealed);
        assertRefused(
                () -> custodian.store(Collections.nCopies(Custodian.MAX_BATCH + 1, deposit)), ErrorCode.TOO_LARGE);
        assertRefused(() -> custodian.store(List.of()), ErrorCode.MALFORMED);
        assertRefused(
                () -> custodian.release(
                        TestNetwork.READER,
                        Optional.of(TestNetwork.SESSION),
                        Collections.nCopies(Custodian.MAX_BATCH + 1, reference(S1))),
                ErrorCode.TOO_LARGE);
    }

    private Release release(MemberId reader, SegmentId... segments) {
        return custodian.release(
                reader,
                Optional.of(TestNetwork.SESSION),
                Stream.of(segments).map(this::reference).toList());
    }

    private SegmentReference reference(SegmentId segment) {
        return new SegmentReference(segment, sealed.manifest().digest());
    }

    private Deposit sealedAs(SegmentDescriptor descriptor) {
        UnsealedSegment unsealed = new UnsealedSegment(descriptor, SyntheticSegments.entries(network.random, 1));
        return TestNetwork.deposit(2, network.seal(unsealed));
    }

    /// An author that commits to one key and shares another.
    private SealedSegment withCommitmentsOfAnother() {
        SegmentManifest other = network.seal(network.unsealed("s-1", 1)).manifest();
        return new SealedSegment(
                manifest(sealed.manifest().fragments(), other.keyCommitments()), sealed.commitments(), sealed.pieces());
    }

    private SegmentManifest manifest(List<Digest> fragments, List<Octets> commitments) {
        SegmentManifest honest = sealed.manifest();
        return new SegmentManifest(
                honest.version(), honest.descriptor(), honest.root(), honest.ciphertextBytes(), fragments, commitments);
    }

    private Deposit good(Piece piece) {
        return new Deposit(sealed.manifest().encoded(), piece);
    }

    private void assertWrong(String detail, Deposit deposit) {
        assertThatThrownBy(() -> custodian.store(List.of(deposit))).isInstanceOfSatisfying(SalusException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.WRONG_PIECE);
            assertThat(e.detail()).contains(detail);
        });
        assertThat(network.stores.get(1).find(S1)).isEmpty();
    }

    private static void assertRefused(ThrowingCallable action, ErrorCode code) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}

package health.salus.vault.segment;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import health.salus.vault.doubles.Mutations;
import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.SyntheticSegments;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongPieceTest {

    private final SeededRandom random = new SeededRandom(7);
    private final SegmentSealer sealer = new SegmentSealer(random);
    private final SegmentOpener opener = new SegmentOpener();
    private final List<SegmentEntry> entries = SyntheticSegments.entries(random, 4);
    private final SealedSegment sealed = sealer.seal(SyntheticSegments.descriptor("s-1", 2, 4), entries);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aWrongFragmentIsNamedAndTheOthersOpen(int liar) {
        Piece good = sealed.pieces().get(liar - 1);
        Octets bad =
                Mutations.flipped(good.fragment(), random.below(good.fragment().length()));
        Opening opening = opener.open(sealed.manifest(), replaced(new Piece(liar, bad, good.share())));

        assertOpened(opening);
        assertThat(opening.wrong())
                .containsExactly(new WrongPiece(
                        new SegmentId("s-1"),
                        liar,
                        WrongPiece.Kind.FRAGMENT,
                        sealed.manifest().fragmentOf(liar).octets(),
                        Digest.sha256(bad).octets()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aWrongShareIsNamedAndTheOthersOpen(int liar) {
        Piece good = sealed.pieces().get(liar - 1);
        KeyShare bad = new KeyShare(Mutations.flipped(good.share().scalar(), 31));
        Opening opening = opener.open(sealed.manifest(), replaced(new Piece(liar, good.fragment(), bad)));

        assertOpened(opening);
        assertThat(opening.wrong()).hasSize(1);
        WrongPiece wrong = opening.wrong().getFirst();
        assertThat(wrong.custodian()).isEqualTo(liar);
        assertThat(wrong.kind()).isEqualTo(WrongPiece.Kind.SHARE);
        assertThat(wrong.expected()).isEqualTo(publicPoint(good.share()));
        assertThat(wrong.found()).isEqualTo(publicPoint(bad));
    }

    /// A custodian that answers with an unreduced scalar, zero, or the share of another place.
    @Test
    void sharesThatAreNoSharesAreNamed() {
        Piece first = sealed.pieces().getFirst();
        BigInteger value = new BigInteger(1, first.share().scalar().toArray());
        List<Octets> bads = new ArrayList<>(List.of(
                Octets.ofHex("ff".repeat(32)),
                Octets.ofHex("00".repeat(32)),
                sealed.pieces().get(1).share().scalar()));
        if (value.add(P256.ORDER).bitLength() <= 256) {
            bads.add(P256.encode(value.add(P256.ORDER)));
        }
        for (Octets bad : bads) {
            Opening opening =
                    opener.open(sealed.manifest(), replaced(new Piece(1, first.fragment(), new KeyShare(bad))));
            assertOpened(opening);
            assertThat(opening.wrong()).singleElement().satisfies(wrong -> {
                assertThat(wrong.custodian()).isEqualTo(1);
                assertThat(wrong.kind()).isEqualTo(WrongPiece.Kind.SHARE);
            });
        }
    }

    @Test
    void aFragmentFromOneAndAShareFromAnotherAreEnough() {
        Octets nonsense = Octets.of((byte) 1);
        KeyShare noShare = new KeyShare(Octets.ofHex("ff".repeat(32)));
        List<Piece> p = sealed.pieces();
        Opening opening = opener.open(
                sealed.manifest(),
                List.of(
                        new Piece(1, nonsense, p.get(0).share()),
                        new Piece(2, p.get(1).fragment(), noShare),
                        new Piece(3, nonsense, p.get(2).share()),
                        new Piece(4, p.get(3).fragment(), noShare)));
        assertOpened(opening);
        assertThat(opening.wrong()).hasSize(4);
    }

    @Test
    void twoLiarsAmongThreeAnswersAreNotEnough() {
        List<Piece> p = sealed.pieces();
        KeyShare bad = new KeyShare(Mutations.flipped(p.getFirst().share().scalar(), 30));
        Opening opening = opener.open(
                sealed.manifest(),
                List.of(
                        new Piece(1, p.get(0).fragment(), bad),
                        new Piece(2, p.get(1).fragment(), bad),
                        p.get(2)));
        assertThat(opening).isInstanceOf(Opening.TooFew.class);
        assertThat(opening.wrong()).extracting(WrongPiece::custodian).containsExactly(1, 2);
    }

    @Test
    void piecesOfAnotherSegmentAreNamed() {
        SealedSegment other = sealer.seal(SyntheticSegments.descriptor("s-2", 2, 4), entries);
        Opening opening = opener.open(
                sealed.manifest(),
                List.of(
                        other.pieces().get(0),
                        sealed.pieces().get(1),
                        sealed.pieces().get(2)));
        assertOpened(opening);
        assertThat(opening.wrong())
                .extracting(WrongPiece::custodian, WrongPiece::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, WrongPiece.Kind.FRAGMENT),
                        org.assertj.core.groups.Tuple.tuple(1, WrongPiece.Kind.SHARE));
    }

    @Test
    void aManifestOfOtherContentOpensNothing() {
        SegmentManifest m = sealed.manifest();
        SegmentDescriptor d = m.descriptor();
        SegmentDescriptor relabelled = new SegmentDescriptor(
                d.network(),
                d.id(),
                d.subject(),
                d.author(),
                List.of("N"),
                d.typeGroup(),
                d.custodianSet(),
                d.threshold(),
                d.total());
        SegmentManifest otherRoot = manifest(d, Digest.ZERO, m.ciphertextBytes(), m.fragments(), m.keyCommitments());
        SegmentManifest otherLabels =
                manifest(relabelled, m.root(), m.ciphertextBytes(), m.fragments(), m.keyCommitments());
        SegmentManifest shorter = manifest(d, m.root(), m.ciphertextBytes() - 2, m.fragments(), m.keyCommitments());

        assertThat(opener.open(otherRoot, sealed.pieces()))
                .isEqualTo(new Opening.Unsound("the entries are not those under the manifest's root", List.of()));
        assertThat(opener.open(otherLabels, sealed.pieces()))
                .isEqualTo(new Opening.Unsound("the ciphertext does not open under its key", List.of()));
        assertThat(opener.open(shorter, sealed.pieces())).isNotInstanceOf(Opening.Opened.class);
        for (SegmentManifest changed : List.of(otherRoot, otherLabels, shorter)) {
            assertThat(changed.digest()).isNotEqualTo(m.digest());
        }
    }

    /// An author that hands out fragments of two different segments could show different readers different content.
    @Test
    void fragmentsThatAreNotOneCodeWordOpenForNobody() {
        Octets odd = random.octets(sealed.manifest().fragmentBytes());
        List<Digest> hashes = new ArrayList<>(sealed.manifest().fragments());
        hashes.set(3, Digest.sha256(odd));
        SegmentManifest m = sealed.manifest();
        SegmentManifest manifest = manifest(m.descriptor(), m.root(), m.ciphertextBytes(), hashes, m.keyCommitments());
        List<Piece> pieces = replaced(new Piece(4, odd, sealed.pieces().get(3).share()));

        for (List<Piece> subset : health.salus.vault.doubles.Subsets.ofSize(2, pieces)) {
            assertThat(opener.open(manifest, subset))
                    .isEqualTo(new Opening.Unsound("the fragments are not one code word", List.of()));
        }
    }

    private List<Piece> replaced(Piece piece) {
        List<Piece> pieces = new ArrayList<>(sealed.pieces());
        pieces.set(piece.custodian() - 1, piece);
        return pieces;
    }

    private void assertOpened(Opening opening) {
        assertThat(opening)
                .isInstanceOfSatisfying(
                        Opening.Opened.class,
                        opened -> assertThat(opened.segment().entries()).isEqualTo(entries));
    }

    private static Octets publicPoint(KeyShare share) {
        return P256.encode(P256.timesGenerator(P256.scalar(share.scalar()).orElseThrow()));
    }

    private static SegmentManifest manifest(
            SegmentDescriptor descriptor, Digest root, int length, List<Digest> fragments, List<Octets> commitments) {
        return new SegmentManifest(SegmentManifest.VERSION, descriptor, root, length, fragments, commitments);
    }
}

package health.salus.vault.segment;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.vault.segment.KeySharing.PlacedShare;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sorts the pieces of one opening into good and wrong. A custodian whose fragment is wrong may still give a good
/// share.
final class PieceCheck {

    private final SegmentManifest manifest;
    private final byte[] @Nullable [] fragments;
    private final List<WrongPiece> wrong = new ArrayList<>();
    private List<PlacedShare> shares = new ArrayList<>();
    private int fragmentCount;

    PieceCheck(SegmentManifest manifest, List<Piece> pieces) {
        this.manifest = manifest;
        int total = manifest.total();
        this.fragments = new byte[total][];
        boolean[] seen = new boolean[total];
        for (Piece piece : pieces) {
            if (piece.custodian() <= total && !seen[piece.custodian() - 1]) {
                seen[piece.custodian() - 1] = true;
                takeFragment(piece);
                takeShare(piece);
            }
        }
    }

    private void takeFragment(Piece piece) {
        Digest expected = manifest.fragmentOf(piece.custodian());
        Digest found = Digest.sha256(piece.fragment());
        if (found.equals(expected) && piece.fragment().length() == manifest.fragmentBytes()) {
            fragments[piece.custodian() - 1] = piece.fragment().toArray();
            fragmentCount++;
        } else {
            name(piece.custodian(), WrongPiece.Kind.FRAGMENT, expected.octets(), found.octets());
        }
    }

    private void takeShare(Piece piece) {
        Optional<BigInteger> scalar = P256.scalar(piece.share().scalar());
        if (scalar.isPresent()) {
            shares.add(new PlacedShare(piece.custodian(), scalar.get()));
        } else {
            name(piece.custodian(), WrongPiece.Kind.SHARE, expectedPoint(piece.custodian()), Octets.EMPTY);
        }
    }

    int fragmentCount() {
        return fragmentCount;
    }

    int shareCount() {
        return shares.size();
    }

    byte[] @Nullable [] fragments() {
        return fragments;
    }

    List<WrongPiece> wrong() {
        return wrong;
    }

    Opening tooFew() {
        return new Opening.TooFew(fragmentCount, shares.size(), manifest.threshold(), wrong);
    }

    /// From the first shares that are still held good.
    BigInteger secret() {
        return KeySharing.interpolate(chosen(), 0);
    }

    private List<PlacedShare> chosen() {
        return shares.subList(0, manifest.threshold());
    }

    /// Asks Feldman's commitments about every share. True when one was dropped.
    boolean dropSharesThatDoNotVerify() {
        List<PlacedShare> good = new ArrayList<>();
        for (PlacedShare share : shares) {
            if (manifest.accepts(share.place(), new KeyShare(P256.encode(share.value())))) {
                good.add(share);
            } else {
                nameShare(share);
            }
        }
        boolean dropped = good.size() < shares.size();
        shares = good;
        return dropped;
    }

    /// Once the key is known to be right, the shares that it came from fix all others without any curve arithmetic.
    void dropSharesOffTheLine() {
        List<PlacedShare> right = List.copyOf(chosen());
        for (PlacedShare share : shares.subList(right.size(), shares.size())) {
            if (!KeySharing.interpolate(right, share.place()).equals(share.value())) {
                nameShare(share);
            }
        }
    }

    private void nameShare(PlacedShare share) {
        Octets found = share.value().signum() == 0 ? Octets.EMPTY : P256.encode(P256.timesGenerator(share.value()));
        name(share.place(), WrongPiece.Kind.SHARE, expectedPoint(share.place()), found);
    }

    private Octets expectedPoint(int place) {
        return KeySharing.publicPoint(manifest.keyCommitments(), place)
                .map(P256::encode)
                .orElse(Octets.EMPTY);
    }

    private void name(int place, WrongPiece.Kind kind, Octets expected, Octets found) {
        wrong.add(new WrongPiece(manifest.descriptor().id(), place, kind, expected, found));
    }
}

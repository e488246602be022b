package health.salus.vault.segment;

import health.salus.crypto.Hkdf;
import health.salus.crypto.Secret;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One custodian's sharing of its own share among the custodians of another set (Desmedt and Jajodia 1997), verifiable
/// as Wong, Wang and Wing have it (2002).
///
/// The polynomial follows from the share and the purpose, so that a custodian deals the same thing however often it is
/// asked, keeps nothing for it, and no two of its dealings can be mixed. Who does not know the share knows nothing of
/// the polynomial; who knows it has no use for it.
public final class ShareDealing {

    private static final Octets SALT = Octets.utf8("salus/vault/dealing/v1\0");

    private final List<BigInteger> coefficients;

    private ShareDealing(List<BigInteger> coefficients) {
        this.coefficients = coefficients;
    }

    /// @param threshold of the other set
    /// @param purpose what is moved from where to whom: for another purpose another, independent polynomial
    public static ShareDealing of(KeyShare share, int threshold, Octets purpose) {
        List<BigInteger> coefficients = new ArrayList<>(threshold);
        coefficients.add(P256.scalar(share.scalar())
                .filter(value -> value.signum() != 0)
                .orElseThrow(
                        () -> new SalusException(ErrorCode.WRONG_PIECE, "a share that is no scalar is not dealt")));
        if (threshold > 1) {
            byte[] uniform = uniform(share, (threshold - 1) * P256.UNIFORM_BYTES, purpose);
            for (int from = 0; from < uniform.length; from += P256.UNIFORM_BYTES) {
                coefficients.add(P256.scalarFrom(Arrays.copyOfRange(uniform, from, from + P256.UNIFORM_BYTES)));
            }
            Arrays.fill(uniform, (byte) 0);
        }
        return new ShareDealing(coefficients);
    }

    private static byte[] uniform(KeyShare share, int lengthBytes, Octets purpose) {
        try (Secret key = Secret.wrap(share.scalar().toArray());
                Secret derived = Hkdf.sha256(key, SALT, purpose, lengthBytes)) {
            return derived.reveal();
        }
    }

    /// Feldman's: each coefficient times the generator. The first is the public point of the share itself.
    public List<Octets> commitments() {
        return coefficients.stream()
                .map(coefficient -> P256.encode(P256.timesGenerator(coefficient)))
                .toList();
    }

    /// What the custodian at that place of the other set gets, and nobody else.
    public KeyShare subShare(int place) {
        return new KeyShare(P256.encode(KeySharing.evaluate(coefficients, place)));
    }

    /// Whether what is dealt is the share that this custodian must have by its manifest, and no other.
    ///
    /// @param dealer the custodian's place in the set that the segment leaves
    public static boolean isOfShare(SegmentManifest manifest, int dealer, List<Octets> commitments) {
        return !commitments.isEmpty() && manifest.sharePoint(dealer).equals(Optional.of(commitments.getFirst()));
    }

    /// Whether the sub-share is the one that its dealer committed to.
    public static boolean accepts(List<Octets> commitments, int place, KeyShare subShare) {
        return KeySharing.verify(commitments, place, subShare);
    }

    /// What [KeyShare#publicPoint] of the sub-share at that place must be; empty when the commitments are no points.
    public static Optional<Octets> pointAt(List<Octets> commitments, int place) {
        return KeySharing.publicPoint(commitments, place)
                .filter(point -> !point.isInfinity())
                .map(P256::encode);
    }

    @Override
    public String toString() {
        return "ShareDealing[redacted]";
    }
}

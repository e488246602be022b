package health.salus.vault.segment;

import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;

/// Shamir's sharing of a random scalar (CACM 1979), verifiable after Feldman (FOCS 1987): the secret is the value at
/// 0 of a polynomial whose degree is the threshold less one, a share is the value at the custodian's place, and the
/// dealer publishes each coefficient times the generator.
final class KeySharing {

    static final int COMMITMENT_BYTES = P256.POINT_BYTES;

    private KeySharing() {}

    record Dealt(BigInteger secret, List<Octets> commitments, List<KeyShare> shares) {}

    static Dealt deal(int threshold, int total, RandomSource random) {
        List<BigInteger> coefficients = new ArrayList<>(threshold);
        List<Octets> commitments = new ArrayList<>(threshold);
        for (int i = 0; i < threshold; i++) {
            BigInteger coefficient = P256.randomScalar(random);
            coefficients.add(coefficient);
            commitments.add(P256.encode(P256.timesGenerator(coefficient)));
        }
        List<KeyShare> shares = new ArrayList<>(total);
        for (int place = 1; place <= total; place++) {
            shares.add(new KeyShare(P256.encode(evaluate(coefficients, place))));
        }
        return new Dealt(coefficients.getFirst(), commitments, shares);
    }

    static BigInteger evaluate(List<BigInteger> coefficients, int place) {
        BigInteger x = BigInteger.valueOf(place);
        BigInteger value = BigInteger.ZERO;
        for (BigInteger coefficient : coefficients.reversed()) {
            value = value.multiply(x).add(coefficient).mod(P256.ORDER);
        }
        return value;
    }

    /// Feldman's check: the share times the generator is the committed polynomial's point at this place.
    static boolean verify(List<Octets> commitments, int place, KeyShare share) {
        Optional<BigInteger> scalar = P256.scalar(share.scalar());
        Optional<ECPoint> expected = publicPoint(commitments, place);
        return scalar.isPresent()
                && expected.isPresent()
                && P256.timesGenerator(scalar.get()).equals(expected.get());
    }

    /// The point that the share at this place must have; empty when the commitments are no points.
    static Optional<ECPoint> publicPoint(List<Octets> commitments, int place) {
        Optional<ECPoint> sum = Optional.empty();
        for (Octets commitment : commitments.reversed()) {
            Optional<ECPoint> coefficient = P256.decode(commitment);
            if (coefficient.isEmpty()) {
                return Optional.empty();
            }
            sum = Optional.of(sum.map(point -> P256.times(point, place).add(coefficient.get()))
                    .orElse(coefficient.get()));
        }
        return sum;
    }

    /// Lagrange's coefficient of one place, for the polynomial's value at another; of public places only.
    static BigInteger coefficient(List<Integer> places, int place, int at) {
        BigInteger numerator = BigInteger.ONE;
        BigInteger denominator = BigInteger.ONE;
        for (int other : places) {
            if (other != place) {
                numerator = numerator.multiply(BigInteger.valueOf((long) at - other));
                denominator = denominator.multiply(BigInteger.valueOf((long) place - other));
            }
        }
        return numerator
                .multiply(denominator.mod(P256.ORDER).modInverse(P256.ORDER))
                .mod(P256.ORDER);
    }

    /// A share and the place where it was dealt.
    record PlacedShare(int place, BigInteger value) {}

    /// The polynomial's value anywhere, by Lagrange's interpolation over exactly threshold shares: at 0 the secret,
    /// at another custodian's place the share that it must have.
    static BigInteger interpolate(List<PlacedShare> shares, int at) {
        BigInteger sum = BigInteger.ZERO;
        for (PlacedShare share : shares) {
            BigInteger numerator = share.value();
            BigInteger denominator = BigInteger.ONE;
            for (PlacedShare other : shares) {
                if (other.place() != share.place()) {
                    numerator = numerator.multiply(BigInteger.valueOf(at - other.place()));
                    denominator = denominator.multiply(BigInteger.valueOf(share.place() - other.place()));
                }
            }
            // The quotient of the places alone is public; only the numerator holds the secret.
            sum = sum.add(numerator.multiply(denominator.mod(P256.ORDER).modInverse(P256.ORDER)));
        }
        return sum.mod(P256.ORDER);
    }
}

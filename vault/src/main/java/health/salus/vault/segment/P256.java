package health.salus.vault.segment;

import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/// The group of NIST P-256 (SP 800-186 section 3.2.1.3): prime order, so every point but infinity generates it.
final class P256 {

    static final int SCALAR_BYTES = 32;
    static final int POINT_BYTES = 33;

    /// 384 bits reduced modulo a 256-bit order are uniform up to 2^-128 (as RFC 9380 section 5 chooses for hashing).
    static final int UNIFORM_BYTES = 48;

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    static final BigInteger ORDER = CURVE.getN();

    private P256() {}

    /// A scalar in `[1, ORDER - 1]`.
    static BigInteger randomScalar(RandomSource random) {
        return scalarFrom(random.octets(UNIFORM_BYTES).toArray());
    }

    /// A scalar in `[1, ORDER - 1]` from this many uniform bytes.
    static BigInteger scalarFrom(byte[] uniform) {
        return new BigInteger(1, uniform).mod(ORDER.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    }

    /// The multiplier looks its table up in constant time: the scalar is a secret.
    static ECPoint timesGenerator(BigInteger secretScalar) {
        return new FixedPointCombMultiplier().multiply(CURVE.getG(), secretScalar);
    }

    /// For a public factor of a few bits: double and add.
    static ECPoint times(ECPoint point, int publicFactor) {
        ECPoint product = point;
        for (int bit = Integer.highestOneBit(publicFactor) >>> 1; bit != 0; bit >>>= 1) {
            product = product.twice();
            if ((publicFactor & bit) != 0) {
                product = product.add(point);
            }
        }
        return product;
    }

    /// For a public factor of any size.
    static ECPoint times(ECPoint point, BigInteger publicFactor) {
        return point.multiply(publicFactor).normalize();
    }

    static Octets encode(ECPoint point) {
        return Octets.wrap(point.getEncoded(true));
    }

    /// Empty for anything but the compressed encoding of a point on the curve; infinity is refused.
    static Optional<ECPoint> decode(Octets encoded) {
        if (encoded.length() != POINT_BYTES) {
            return Optional.empty();
        }
        try {
            ECPoint point = CURVE.getCurve().decodePoint(encoded.toArray());
            return point.isInfinity() ? Optional.empty() : Optional.of(point);
        } catch (IllegalArgumentException notOnTheCurve) {
            return Optional.empty();
        }
    }

    static Octets encode(BigInteger scalar) {
        return Octets.wrap(BigIntegers.asUnsignedByteArray(SCALAR_BYTES, scalar));
    }

    /// Empty for a number that is not reduced.
    static Optional<BigInteger> scalar(Octets encoded) {
        BigInteger scalar = new BigInteger(1, encoded.toArray());
        return scalar.compareTo(ORDER) < 0 ? Optional.of(scalar) : Optional.empty();
    }
}

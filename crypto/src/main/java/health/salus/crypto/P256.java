package health.salus.crypto;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/// ECDSA on P-256 with SHA-256, in plain Java.
final class P256 {

    private static final int NUMBER_BYTES = 32;
    private static final byte SEC1_UNCOMPRESSED = 0x04;
    private static final ECDomainParameters DOMAIN = domain();

    private P256() {}

    private static ECDomainParameters domain() {
        X9ECParameters curve = CustomNamedCurves.getByName("P-256");
        return new ECDomainParameters(curve);
    }

    /// The point with these coordinates; throws `IllegalArgumentException` when they are not on the curve or not
    /// reduced.
    static ECPoint point(Octets coordinates) {
        byte[] sec1 = new byte[1 + 2 * NUMBER_BYTES];
        sec1[0] = SEC1_UNCOMPRESSED;
        coordinates.copyTo(sec1, 1);
        return DOMAIN.getCurve().decodePoint(sec1);
    }

    static boolean verify(VerificationKey key, byte[] message, byte[] signature) {
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, new ECPublicKeyParameters(point(key.encoded()), DOMAIN));
        BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, NUMBER_BYTES));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, NUMBER_BYTES, 2 * NUMBER_BYTES));
        return verifier.verifySignature(hash(message), r, s);
    }

    /// With the nonce of RFC 6979, so that a bad generator of randomness cannot reveal the key.
    static byte[] sign(BigInteger scalar, byte[] message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(scalar, DOMAIN));
        BigInteger[] numbers = signer.generateSignature(hash(message));
        return Octets.concat(number(numbers[0]), number(numbers[1])).toArray();
    }

    /// A private key from 32 bytes of randomness; 48 derived bytes keep the bias of the reduction below 2^-120.
    static BigInteger scalar(byte[] seed) {
        byte[] wide = Hkdf.sha256(Secret.of(seed), Octets.EMPTY, Octets.utf8("salus/p256/v1"), 48)
                .reveal();
        BigInteger order = DOMAIN.getN();
        return new BigInteger(1, wide).mod(order.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    }

    static VerificationKey verificationKey(BigInteger scalar) {
        ECPoint point =
                new FixedPointCombMultiplier().multiply(DOMAIN.getG(), scalar).normalize();
        Octets coordinates = Octets.concat(
                number(point.getAffineXCoord().toBigInteger()),
                number(point.getAffineYCoord().toBigInteger()));
        return new VerificationKey(SignatureAlgorithm.ES256, coordinates);
    }

    private static byte[] hash(byte[] message) {
        return Digest.sha256(message).octets().toArray();
    }

    private static Octets number(BigInteger number) {
        return Octets.wrap(BigIntegers.asUnsignedByteArray(NUMBER_BYTES, number));
    }
}

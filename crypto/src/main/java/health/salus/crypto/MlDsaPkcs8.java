package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;

/// PKCS#8 of an ML-DSA-44 private key as its seed (RFC 9881 section 6): one fixed prefix, then the 32 bytes of the
/// seed.
final class MlDsaPkcs8 {

    static final int SEED_BYTES = 32;

    private static final Octets PREFIX = Octets.ofHex("3034020100300b060960864801650304031104228020");

    private MlDsaPkcs8() {}

    static byte[] encode(byte[] seed) {
        byte[] encoded = new byte[PREFIX.length() + SEED_BYTES];
        PREFIX.copyTo(encoded, 0);
        System.arraycopy(seed, 0, encoded, PREFIX.length(), SEED_BYTES);
        return encoded;
    }

    static Secret decode(byte[] encoded) {
        Octets octets = Octets.of(encoded);
        boolean expected = octets.length() == PREFIX.length() + SEED_BYTES
                && octets.slice(0, PREFIX.length()).equals(PREFIX);
        if (!expected) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "not the PKCS#8 encoding of the seed of an ML-DSA-44 private key");
        }
        return Secret.of(octets.slice(PREFIX.length(), octets.length()).toArray());
    }
}

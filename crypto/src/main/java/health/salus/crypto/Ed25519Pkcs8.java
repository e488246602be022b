package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;

/// PKCS#8 of an Ed25519 private key (RFC 8410 section 7): one fixed prefix, then the 32 bytes of the key.
final class Ed25519Pkcs8 {

    static final int SEED_BYTES = 32;

    private static final Octets PREFIX = Octets.ofHex("302e020100300506032b657004220420");

    private Ed25519Pkcs8() {}

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
            throw new SalusException(ErrorCode.MALFORMED, "not the PKCS#8 encoding of an Ed25519 private key");
        }
        return Secret.of(octets.slice(PREFIX.length(), octets.length()).toArray());
    }
}

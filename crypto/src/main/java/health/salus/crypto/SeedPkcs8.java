package health.salus.crypto;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;

/// PKCS#8 of a private key that follows from 32 bytes: one fixed prefix, then these.
///
/// @param name of what is encoded, for a message
record SeedPkcs8(Octets prefix, String name) {

    /// RFC 8410 section 7.
    static final SeedPkcs8 ED25519 =
            new SeedPkcs8(Octets.ofHex("302e020100300506032b657004220420"), "an Ed25519 private key");

    /// RFC 9881 section 6, the form with the seed alone.
    static final SeedPkcs8 ML_DSA_44 = new SeedPkcs8(
            Octets.ofHex("3034020100300b060960864801650304031104228020"), "the seed of an ML-DSA-44 private key");

    static final int SEED_BYTES = 32;

    byte[] encode(byte[] seed) {
        byte[] encoded = new byte[prefix.length() + SEED_BYTES];
        prefix.copyTo(encoded, 0);
        System.arraycopy(seed, 0, encoded, prefix.length(), SEED_BYTES);
        return encoded;
    }

    Secret decode(byte[] encoded) {
        Octets octets = Octets.of(encoded);
        boolean expected = octets.length() == prefix.length() + SEED_BYTES
                && octets.slice(0, prefix.length()).equals(prefix);
        if (!expected) {
            throw new SalusException(ErrorCode.MALFORMED, "not the PKCS#8 encoding of " + name);
        }
        return Secret.of(octets.slice(prefix.length(), octets.length()).toArray());
    }
}

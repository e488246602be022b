package health.salus.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Signatures in plain Java, for platforms without the native library.
final class BouncyCastleEngine implements SignatureEngine {

    @Override
    public boolean verify(VerificationKey key, byte[] message, byte[] signature) {
        return switch (key.algorithm()) {
            case ED25519 -> verifyEd25519(key, message, signature);
            case ES256 -> P256.verify(key, message, signature);
        };
    }

    /// The library multiplies the verification equation by a number of its choice, so it may accept an R with a
    /// component of small order, where the cofactorless equation of RFC 8032 section 5.1.7 fails. Members that
    /// disagree on a signature fork the network, hence the check that R, like the key, has prime order: with it
    /// both equations agree.
    private static boolean verifyEd25519(VerificationKey key, byte[] message, byte[] signature) {
        byte[] encoded = key.encoded().toArray();
        return !isNeutral(signature)
                && Ed25519.verify(signature, 0, encoded, 0, message, 0, message.length)
                && Ed25519.validatePublicKeyFull(signature, 0);
    }

    /// True if R, the first half of the signature, is the neutral element. RFC 8032 does not exclude it and libraries
    /// differ; no honest signer produces it, so it is refused everywhere.
    static boolean isNeutral(byte[] signature) {
        if (signature[0] != 1) {
            return false;
        }
        for (int i = 1; i < 32; i++) {
            if (signature[i] != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Signer ed25519Signer(byte[] seed) {
        byte[] key = seed.clone();
        return message -> {
            byte[] signature = new byte[SignatureAlgorithm.SIGNATURE_BYTES];
            Ed25519.sign(key, 0, message, 0, message.length, signature, 0);
            return signature;
        };
    }
}

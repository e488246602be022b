package health.salus.crypto;

/// Where the arithmetic of signatures is done. All engines give the same answers; they differ in speed
/// (docs/decisions/0021).
sealed interface SignatureEngine permits CorrettoEngine, BouncyCastleEngine {

    /// The key is sound and the signature has [SignatureAlgorithm#SIGNATURE_BYTES].
    boolean verify(VerificationKey key, byte[] message, byte[] signature);

    /// @param seed the private key of RFC 8032 section 5.1.5, 32 bytes; not kept by the caller
    Signer ed25519Signer(byte[] seed);

    static SignatureEngine current() {
        return Chosen.ENGINE;
    }

    /// A private key, ready for use from any thread.
    @FunctionalInterface
    interface Signer {
        byte[] sign(byte[] message);
    }

    /// Chosen on first use, once.
    final class Chosen {
        static final SignatureEngine ENGINE =
                CorrettoEngine.load().<SignatureEngine>map(corretto -> corretto).orElseGet(BouncyCastleEngine::new);

        private Chosen() {}
    }
}

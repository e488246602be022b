package health.salus.crypto;

import health.salus.kernel.Octets;

/// A private key that signs; where it is kept is its own matter. Safe for use by several threads.
public interface SigningKey {

    VerificationKey verificationKey();

    /// The signature of [SignatureAlgorithm#SIGNATURE_BYTES] over exactly this message.
    Octets sign(Octets message);
}

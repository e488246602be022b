package health.salus.crypto;

import health.salus.kernel.Octets;

/// A private key of ML-DSA-44; where it is kept is its own matter. Safe for use by several threads.
public interface MlDsaSigningKey {

    MlDsaKey verificationKey();

    /// The signature of [MlDsaKey#SIGNATURE_BYTES] over exactly this message, with the empty context.
    Octets sign(Octets message);
}

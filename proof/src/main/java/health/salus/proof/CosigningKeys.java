package health.salus.proof;

import health.salus.crypto.InMemoryMlDsaKey;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.MlDsaSigningKey;
import health.salus.crypto.Secret;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.SigningKey;

/// The private keys with which a member signs checkpoints, one of each kind.
public record CosigningKeys(SigningKey ed25519, MlDsaSigningKey mlDsa44) {

    /// Keys in this process of which both follow from one seed: for tests, where the same seed has to give the same
    /// keys.
    public static CosigningKeys fromSeed(Secret seed) {
        return new CosigningKeys(
                InMemorySigningKey.fromSeed(SignatureAlgorithm.ED25519, seed), InMemoryMlDsaKey.fromSeed(seed));
    }

    public CheckpointKeys publicKeys() {
        return new CheckpointKeys(ed25519.verificationKey(), mlDsa44.verificationKey());
    }
}

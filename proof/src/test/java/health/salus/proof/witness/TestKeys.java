package health.salus.proof.witness;

import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.Secret;
import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.SigningKey;
import health.salus.proof.CosigningKeys;
import java.time.Instant;
import java.util.Arrays;

/// Keys that follow from a number.
final class TestKeys {

    static final Instant TIME = Instant.ofEpochSecond(1_772_359_200);

    private TestKeys() {}

    static SigningKey signing(int number) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        return InMemorySigningKey.fromSeed(SignatureAlgorithm.ED25519, Secret.of(seed));
    }

    static CosigningKeys cosigning(int number) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        return CosigningKeys.fromSeed(Secret.of(seed));
    }

    static NoteKey log(String name, int number) {
        return new NoteKey(name, NoteKey.Kind.NOTE, signing(number).verificationKey());
    }

    static NoteKey witness(int number) {
        return new NoteKey(
                "example.com/w" + number,
                NoteKey.Kind.COSIGNATURE,
                signing(number).verificationKey());
    }
}

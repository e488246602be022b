package health.salus.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlDsaKeyTest {

    private static final Octets MESSAGE = Octets.utf8("Hello world");

    /// The part of a SubjectPublicKeyInfo before the key itself (RFC 9881 section 4).
    private static final Octets SPKI = Octets.ofHex("30820532300b06096086480165030403110382052100");

    @TempDir
    Path directory;

    /// Wycheproof, mldsa_44_sign_seed_test.json, test 1. The first 32 bytes of a signature are a hash over key, message
    /// and commitment, so that a signature that begins alike is alike.
    @Test
    void signsAsThePublishedVector() {
        InMemoryMlDsaKey key = key(0x2a);
        assertThat(key.verificationKey().encoded().hex())
                .startsWith("db9ac67708f2ba0fac1f92bd802f9be89ecab966feef59872a1a9ac90b111117")
                .endsWith("c9dda41839b7b3357ab9d");
        assertThat(key.sign(MESSAGE).hex())
                .startsWith("1aa69cb5ed35204534f25f40a17eb0d767f8981f5e7cec46d3bf3252bfc78e09")
                .endsWith("484957595badbcbfc8fa000000000000000000000000000000000000121f323e");
    }

    /// FIPS 204 has one answer to each signature: the Java runtime's own implementation agrees.
    @Test
    void theJavaRuntimeVerifiesWhatIsSigned() throws GeneralSecurityException {
        InMemoryMlDsaKey key = key(1);
        PublicKey platformKey = KeyFactory.getInstance("ML-DSA-44")
                .generatePublic(new X509EncodedKeySpec(
                        Octets.concat(SPKI, key.verificationKey().encoded()).toArray()));
        Signature verifier = Signature.getInstance("ML-DSA-44");
        verifier.initVerify(platformKey);
        verifier.update(MESSAGE.toArray());
        assertThat(verifier.verify(key.sign(MESSAGE).toArray())).isTrue();
    }

    @Test
    void refusesASignatureThatIsChangedCutOrAnothers() {
        InMemoryMlDsaKey key = key(1);
        MlDsaKey verifier = key.verificationKey();
        byte[] signature = key.sign(MESSAGE).toArray();
        assertThat(verifier.verify(MESSAGE, Octets.of(signature))).isTrue();
        // One bit in every seventh byte: the commitment's hash, the response and the hints all have their turn.
        for (int at = 0; at < signature.length; at += 7) {
            byte[] changed = signature.clone();
            changed[at] ^= 1;
            assertThat(verifier.verify(MESSAGE, Octets.of(changed)))
                    .as("byte %s", at)
                    .isFalse();
        }
        assertThat(verifier.verify(MESSAGE, Octets.of(signature).slice(0, signature.length - 1)))
                .isFalse();
        assertThat(verifier.verify(MESSAGE, Octets.concat(Octets.of(signature), Octets.of((byte) 0))))
                .isFalse();
        assertThat(verifier.verify(MESSAGE, Octets.EMPTY)).isFalse();
        assertThat(verifier.verify(Octets.utf8("Hello worlds"), Octets.of(signature)))
                .isFalse();
        assertThat(key(2).verificationKey().verify(MESSAGE, Octets.of(signature)))
                .isFalse();
    }

    @Test
    void refusesKeysAndSeedsOfAnotherLength() {
        Octets sound = key(1).verificationKey().encoded();
        for (Octets unsound : new Octets[] {
            Octets.EMPTY, sound.slice(0, MlDsaKey.KEY_BYTES - 1), Octets.concat(sound, Octets.of((byte) 0))
        }) {
            assertThatThrownBy(() -> new MlDsaKey(unsound)).isInstanceOf(SalusException.class);
        }
        assertThatThrownBy(() -> InMemoryMlDsaKey.fromSeed(Secret.of(new byte[31])))
                .isInstanceOf(SalusException.class);
    }

    @Test
    void aFileHoldsTheKeyForItsOwnerOnly() throws IOException {
        Path file = directory.resolve("key.pem");
        FileMlDsaKey made = FileMlDsaKey.create(file, new SystemRandomSource(), Optional.empty());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        FileMlDsaKey read = FileMlDsaKey.load(file, Optional.empty());
        assertThat(read.verificationKey()).isEqualTo(made.verificationKey());
        assertThat(made.verificationKey().verify(MESSAGE, read.sign(MESSAGE))).isTrue();
        assertThatThrownBy(() -> FileMlDsaKey.create(file, new SystemRandomSource(), Optional.empty()))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> FileMlDsaKey.load(file, Optional.empty()))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }

    /// The seed of 32 bytes 0x2a as RFC 9881 section 6 writes it, which is `privateKeyPkcs8` of the vector above.
    @Test
    void readsKeysOfOtherTools() throws IOException {
        Path file = write("seed.pem", """
                -----BEGIN PRIVATE KEY-----
                MDQCAQAwCwYJYIZIAWUDBAMRBCKAICoqKioqKioqKioqKioqKioqKioqKioqKioq
                KioqKioq
                -----END PRIVATE KEY-----
                """);
        assertThat(FileMlDsaKey.load(file, Optional.empty()).verificationKey())
                .isEqualTo(key(0x2a).verificationKey());
    }

    @Test
    void theFilesOfTheTwoKindsOfKeysAreNotMixedUp() {
        Path ed25519 = directory.resolve("ed25519.pem");
        Path mlDsa = directory.resolve("mldsa.pem");
        FileSigningKey.create(ed25519, new SystemRandomSource(), Optional.empty());
        FileMlDsaKey.create(mlDsa, new SystemRandomSource(), Optional.empty());
        assertThatThrownBy(() -> FileMlDsaKey.load(ed25519, Optional.empty())).isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> FileSigningKey.load(mlDsa, Optional.empty())).isInstanceOf(SalusException.class);
    }

    private Path write(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static InMemoryMlDsaKey key(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return InMemoryMlDsaKey.fromSeed(Secret.of(bytes));
    }
}

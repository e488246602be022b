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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSigningKeyTest {

    private static final Octets MESSAGE = Octets.utf8("message");

    @TempDir
    private Path directory;

    @Test
    void isReadBackFromAFileThatOnlyItsOwnerReads() throws IOException {
        Path file = directory.resolve("key.pem");
        FileSigningKey made = FileSigningKey.create(file, new SystemRandomSource(), Optional.empty());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        FileSigningKey read = FileSigningKey.load(file, Optional.empty());
        assertThat(read.verificationKey()).isEqualTo(made.verificationKey());
        assertThat(read.sign(MESSAGE)).isEqualTo(made.sign(MESSAGE));
        assertThat(read.verificationKey().verify(MESSAGE, read.sign(MESSAGE))).isTrue();
    }

    @Test
    void opensWithItsPassphraseOnly() throws IOException {
        Path file = directory.resolve("key.pem");
        Passphrase passphrase = Passphrase.of("correct horse".toCharArray());
        FileSigningKey made = FileSigningKey.create(file, new SystemRandomSource(), Optional.of(passphrase));
        assertThat(Files.readString(file)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertThat(FileSigningKey.load(file, Optional.of(passphrase)).verificationKey())
                .isEqualTo(made.verificationKey());
        assertRefused(ErrorCode.CONFIGURATION, file, Optional.empty());
        Passphrase wrong = Passphrase.of("battery staple".toCharArray());
        assertThatThrownBy(() -> FileSigningKey.load(file, Optional.of(wrong))).isInstanceOf(SalusException.class);
    }

    /// The key of RFC 8032 section 7.1, test 1, as RFC 8410 section 10.3 writes keys.
    @Test
    void readsKeysOfOtherTools() throws IOException {
        Path plain = write("plain.pem", """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
                -----END PRIVATE KEY-----
                """);
        assertThat(FileSigningKey.load(plain, Optional.empty())
                        .verificationKey()
                        .encoded()
                        .hex())
                .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    }

    @Test
    void neverReplacesAKey() {
        Path file = directory.resolve("key.pem");
        FileSigningKey first = FileSigningKey.create(file, new SystemRandomSource(), Optional.empty());
        assertThatThrownBy(() -> FileSigningKey.create(file, new SystemRandomSource(), Optional.empty()))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
        assertThat(FileSigningKey.load(file, Optional.empty()).verificationKey())
                .isEqualTo(first.verificationKey());
    }

    @Test
    void refusesAFileThatOthersMayRead() throws IOException {
        Path file = directory.resolve("key.pem");
        FileSigningKey.create(file, new SystemRandomSource(), Optional.empty());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(ErrorCode.CONFIGURATION, file, Optional.empty());
    }

    @Test
    void refusesWhatIsNoKey() throws IOException {
        assertRefused(ErrorCode.MALFORMED, write("text.pem", "no key"), Optional.empty());
        assertRefused(
                ErrorCode.MALFORMED,
                write("other.pem", "-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n"),
                Optional.empty());
        assertRefused(
                ErrorCode.MALFORMED,
                write("public.pem", "-----BEGIN PUBLIC KEY-----\nMC4C\n-----END PUBLIC KEY-----\n"),
                Optional.empty());
        assertRefused(ErrorCode.TOO_LARGE, write("large.pem", "x".repeat(5000)), Optional.empty());
        assertRefused(ErrorCode.STORAGE_FAILED, directory.resolve("absent.pem"), Optional.empty());
    }

    @Test
    void refusesPassphrasesThatAreGuessedOrTypedDifferently() {
        assertThatThrownBy(() -> Passphrase.of("short".toCharArray())).isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> Passphrase.of("pässphrase".toCharArray())).isInstanceOf(SalusException.class);
    }

    private Path write(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static void assertRefused(ErrorCode code, Path file, Optional<Passphrase> passphrase) {
        assertThatThrownBy(() -> FileSigningKey.load(file, passphrase))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}

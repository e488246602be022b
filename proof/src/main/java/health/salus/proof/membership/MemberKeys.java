package health.salus.proof.membership;

import health.salus.crypto.FileMlDsaKey;
import health.salus.crypto.FileSigningKey;
import health.salus.crypto.PrivateFiles;
import health.salus.crypto.Secret;
import health.salus.crypto.SigningKey;
import health.salus.crypto.tls.TlsIdentity;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.proof.CosigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a member signs and answers with, kept in one directory that only its owner may enter
/// (docs/formats/member-home.md). The keys of the consensus engine lie beside them and are the engine's own matter.
///
/// @param member signs transactions and acknowledgements
/// @param checkpoint two keys that cosign checkpoints, and nothing else
/// @param tls speaks to other members
public record MemberKeys(SigningKey member, CosigningKeys checkpoint, TlsIdentity tls) {

    private static final String MEMBER_FILE = "member.pem";
    private static final String CHECKPOINT_FILE = "checkpoint.pem";
    private static final String CHECKPOINT_ML_DSA_FILE = "checkpoint-mldsa.pem";
    private static final String TLS_FILE = "tls.p12";
    private static final String TLS_PASSWORD_FILE = "tls.password";
    private static final int PASSWORD_BYTES = 32;

    /// Makes all keys of a member. A directory that holds keys already is refused, since a key that is replaced is
    /// lost.
    public static MemberKeys create(Path directory, MemberId member, Instant now, RandomSource random) {
        if (present(directory)) {
            throw new SalusException(
                    ErrorCode.ALREADY_EXISTS, directory + " holds keys already; they are not replaced");
        }
        try {
            createPrivately(directory);
            SigningKey memberKey = FileSigningKey.create(directory.resolve(MEMBER_FILE), random, Optional.empty());
            CosigningKeys checkpointKeys = new CosigningKeys(
                    FileSigningKey.create(directory.resolve(CHECKPOINT_FILE), random, Optional.empty()),
                    FileMlDsaKey.create(directory.resolve(CHECKPOINT_ML_DSA_FILE), random, Optional.empty()));
            TlsIdentity tls = TlsIdentity.generate(member, List.of("localhost"), now, random);
            // The password beside the file keeps its format common; it is the directory that protects both.
            Octets password = random.octets(PASSWORD_BYTES);
            PrivateFiles.create(directory.resolve(TLS_PASSWORD_FILE), Octets.utf8(password.hex()));
            PrivateFiles.create(
                    directory.resolve(TLS_FILE),
                    Octets.wrap(tls.toPkcs12(Secret.wrap(password.toArray())).reveal()));
            return new MemberKeys(memberKey, checkpointKeys, tls);
        } catch (IOException failed) {
            throw new SalusException(
                    ErrorCode.STORAGE_FAILED,
                    "keys cannot be written to " + directory + ": " + failed.getMessage(),
                    failed);
        }
    }

    public static MemberKeys load(Path directory) {
        try {
            Octets password = Octets.ofHex(
                    Files.readString(directory.resolve(TLS_PASSWORD_FILE)).strip());
            Secret tls = Secret.wrap(Files.readAllBytes(directory.resolve(TLS_FILE)));
            return new MemberKeys(
                    FileSigningKey.load(directory.resolve(MEMBER_FILE), Optional.empty()),
                    new CosigningKeys(
                            FileSigningKey.load(directory.resolve(CHECKPOINT_FILE), Optional.empty()),
                            FileMlDsaKey.load(directory.resolve(CHECKPOINT_ML_DSA_FILE), Optional.empty())),
                    TlsIdentity.ofPkcs12(tls, Secret.wrap(password.toArray())));
        } catch (IOException unreadable) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION,
                    "keys: no complete set of keys in " + directory + "; make one with salus member init",
                    unreadable);
        }
    }

    public static boolean present(Path directory) {
        return Files.exists(directory.resolve(MEMBER_FILE));
    }

    private static void createPrivately(Path directory) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory, permissions(directory, "rwx------"));
        }
    }

    /// On a file system without POSIX permissions the place of the directory must protect it.
    private static FileAttribute<?>[] permissions(Path path, String mode) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}

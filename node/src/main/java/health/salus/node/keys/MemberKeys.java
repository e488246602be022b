package health.salus.node.keys;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What a member's node signs and answers with.
///
/// @param member signs transactions and acknowledgements
/// @param checkpoint cosigns checkpoints, and nothing else
/// @param tls speaks to other members
public record MemberKeys(SigningKey member, SigningKey checkpoint, TlsIdentity tls) {

    private static final String MEMBER_FILE = "member.pem";
    private static final String CHECKPOINT_FILE = "checkpoint.pem";
    private static final String TLS_FILE = "tls.p12";
    private static final String TLS_PASSWORD_FILE = "tls.password";
    private static final int PASSWORD_BYTES = 32;

    /// Makes all keys of a member. Refuses a directory that holds keys already.
    public static MemberKeys create(Path directory, MemberId member, Instant now, RandomSource random) {
        try {
            Files.createDirectories(directory);
            SigningKey memberKey = FileSigningKey.create(directory.resolve(MEMBER_FILE), random, Optional.empty());
            SigningKey checkpointKey =
                    FileSigningKey.create(directory.resolve(CHECKPOINT_FILE), random, Optional.empty());
            TlsIdentity tls = TlsIdentity.generate(member, List.of("localhost"), now, random);
            byte[] password = random.octets(PASSWORD_BYTES).toArray();
            // The password beside the file keeps its format common; it is the directory that protects both.
            PrivateFiles.create(
                    directory.resolve(TLS_PASSWORD_FILE),
                    Octets.utf8(HexFormat.of().formatHex(password)));
            PrivateFiles.create(
                    directory.resolve(TLS_FILE),
                    Octets.wrap(tls.toPkcs12(Secret.of(password)).reveal()));
            return new MemberKeys(memberKey, checkpointKey, tls);
        } catch (IOException failed) {
            throw new SalusException(ErrorCode.STORAGE_FAILED, "keys cannot be written to " + directory, failed);
        }
    }

    public static MemberKeys load(Path directory) {
        try {
            Secret password = Secret.wrap(HexFormat.of()
                    .parseHex(Files.readString(directory.resolve(TLS_PASSWORD_FILE))
                            .strip()));
            Secret tls = Secret.wrap(Files.readAllBytes(directory.resolve(TLS_FILE)));
            return new MemberKeys(
                    FileSigningKey.load(directory.resolve(MEMBER_FILE), Optional.empty()),
                    FileSigningKey.load(directory.resolve(CHECKPOINT_FILE), Optional.empty()),
                    TlsIdentity.ofPkcs12(tls, password));
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
}

package health.salus.proof.membership;

import health.salus.crypto.FileSigningKey;
import health.salus.crypto.SigningKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.proof.MemberEntry;
import health.salus.proof.NoteSignature;
import health.salus.proof.witness.LogCheckpoint;
import health.salus.proof.witness.NoteKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The key with which a member witnesses the logs of others, and never its own: a cosignature does not name its signer,
/// so that each key has one meaning (C2SP tlog-cosignature, "Ed25519 signed message").
public record WitnessKey(String name, SigningKey key) {

    private static final String FILE = "witness.pem";
    private static final String SUFFIX = "/witness";

    /// Reads the key among the member's own, and makes it where there is none yet.
    public static WitnessKey open(Path keys, NetworkId network, MemberId member, RandomSource random) {
        Path file = keys.resolve(FILE);
        if (!Files.exists(file)) {
            try {
                FileSigningKey.create(file, random, Optional.empty());
            } catch (SalusException raced) {
                if (raced.code() != ErrorCode.ALREADY_EXISTS) {
                    throw raced;
                }
            }
        }
        return new WitnessKey(
                MemberEntry.keyName(network, member) + SUFFIX, FileSigningKey.load(file, Optional.empty()));
    }

    /// What the operators of a log are told.
    public NoteKey verifierKey() {
        return new NoteKey(name, NoteKey.Kind.COSIGNATURE, key.verificationKey());
    }

    /// The cosignature as a line of a note.
    public NoteSignature cosign(LogCheckpoint checkpoint, Instant time) {
        return verifierKey().line(checkpoint, key, time);
    }
}

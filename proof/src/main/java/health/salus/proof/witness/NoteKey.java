package health.salus.proof.witness;

import health.salus.crypto.SignatureAlgorithm;
import health.salus.crypto.SigningKey;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.Base64Text;
import health.salus.proof.NoteSignature;
import java.time.Instant;

/// A key that signs notes, as its owner tells it to others (C2SP signed-note, "Verifier keys").
///
/// @param name under which its signature lines stand
public record NoteKey(String name, Kind kind, VerificationKey key) {

    /// A verifier key of any kind that is known here is shorter.
    public static final int MAX_LENGTH = 512;

    private static final int PARTS = 3;

    /// What a signature of the key is over (C2SP signed-note, "Signature types").
    public enum Kind {
        /// The text alone: a log's own signature.
        NOTE((byte) 0x01),
        /// The text and a time: a cosignature.
        COSIGNATURE((byte) 0x04);

        private final byte type;

        Kind(byte type) {
            this.type = type;
        }

        private Octets octets() {
            return Octets.of(type);
        }
    }

    public NoteKey {
        // The line has the rules for names.
        new NoteSignature(name, Octets.of(new byte[NoteSignature.KEY_HASH_BYTES]), Octets.EMPTY);
        if (key.algorithm() != SignatureAlgorithm.ED25519) {
            throw new SalusException(ErrorCode.MALFORMED, "notes are signed with Ed25519");
        }
    }

    /// The first four bytes of the hash over name, newline, kind and key.
    public Octets hash() {
        return Digest.sha256(Octets.utf8(name + "\n"), kind.octets(), key.encoded())
                .octets()
                .slice(0, NoteSignature.KEY_HASH_BYTES);
    }

    /// True if the line claims to be by this key: such a line must verify, and every other is passed over.
    public boolean isBy(NoteSignature line) {
        return line.keyName().equals(name) && line.keyHash().equals(hash());
    }

    /// True if the line is by this key, and over this checkpoint.
    public boolean verifies(LogCheckpoint checkpoint, NoteSignature line) {
        return isBy(line)
                && switch (kind) {
                    case NOTE -> key.verify(Octets.utf8(checkpoint.text()), line.signature());
                    case COSIGNATURE ->
                        TimedSignature.of(line)
                                .filter(timed -> timed.verifies(checkpoint, key))
                                .isPresent();
                };
    }

    /// Signs with the private key of this one.
    public NoteSignature line(LogCheckpoint checkpoint, SigningKey signing, Instant time) {
        Octets signature = switch (kind) {
            case NOTE -> signing.sign(Octets.utf8(checkpoint.text()));
            case COSIGNATURE -> TimedSignature.sign(checkpoint, signing, time).encode();
        };
        return new NoteSignature(name, hash(), signature);
    }

    /// The key as text for other tools.
    public String text() {
        return name + "+" + hash().hex() + "+"
                + Octets.concat(kind.octets(), key.encoded()).base64();
    }

    public static NoteKey parse(String text) {
        String[] parts = text.split("\\+", PARTS);
        if (text.length() <= MAX_LENGTH && parts.length == PARTS) {
            Octets typed = Base64Text.parse(parts[2]);
            for (Kind kind : Kind.values()) {
                if (typed.length() == 1 + SignatureAlgorithm.ED25519.keyBytes()
                        && typed.slice(0, 1).equals(kind.octets())) {
                    NoteKey parsed =
                            new NoteKey(parts[0], kind, VerificationKey.ed25519(typed.slice(1, typed.length())));
                    return requireWritten(parsed, text);
                }
            }
        }
        throw new SalusException(
                ErrorCode.MALFORMED, "a verifier key is a name, a hash and an Ed25519 key of type 0x01 or 0x04");
    }

    /// The hash is said by the text as well: it tells a key that was mistyped.
    private static NoteKey requireWritten(NoteKey parsed, String text) {
        if (!parsed.text().equals(text)) {
            throw new SalusException(
                    ErrorCode.MALFORMED,
                    "the hash in the verifier key of " + parsed.name() + " is not that of its key");
        }
        return parsed;
    }
}

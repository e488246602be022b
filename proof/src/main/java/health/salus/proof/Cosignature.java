package health.salus.proof;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// A member's statement that, at a time, a checkpoint was the largest that it knew, and consistent with all that it
/// signed before (C2SP tlog-cosignature).
///
/// @param keyHash tells which of the member's keys signed
/// @param timeSeconds seconds since 1970, by the member's clock
public record Cosignature(MemberId member, CosignatureKind kind, Octets keyHash, long timeSeconds, Octets signature) {

    /// The last second of the year 9999: far within what an [Instant] can hold.
    private static final long MAX_TIME_SECONDS = 253_402_300_799L;

    private static final Octets SUBTREE_LABEL = Octets.utf8("subtree/v1\n\0");

    /// What a name may take where its length is one byte.
    private static final int MAX_NAME_BYTES = 255;

    public Cosignature {
        if (keyHash.length() != NoteSignature.KEY_HASH_BYTES || signature.length() != kind.signatureBytes()) {
            throw new SalusException(
                    ErrorCode.MALFORMED,
                    "a cosignature by " + kind + " has a key hash of " + NoteSignature.KEY_HASH_BYTES
                            + " bytes and a signature of " + kind.signatureBytes());
        }
        if (timeSeconds < 0 || timeSeconds > MAX_TIME_SECONDS) {
            throw new SalusException(ErrorCode.MALFORMED, "a cosignature's time lies between the years 1970 and 9999");
        }
    }

    public static Cosignature sign(
            CosignatureKind kind, Checkpoint checkpoint, MemberId member, CosigningKeys keys, Instant time) {
        long seconds = time.getEpochSecond();
        Octets message = message(kind, checkpoint, member, seconds);
        Octets signature = switch (kind) {
            case ED25519 -> keys.ed25519().sign(message);
            case ML_DSA_44 -> keys.mlDsa44().sign(message);
        };
        Octets keyHash = keys.publicKeys().keyHash(kind, MemberEntry.keyName(checkpoint.network(), member));
        return new Cosignature(member, kind, keyHash, seconds, signature);
    }

    /// True if the holder of these keys signed this checkpoint at this time.
    public boolean verify(Checkpoint checkpoint, CheckpointKeys keys) {
        return isBy(checkpoint.network(), keys)
                && keys.verify(kind, message(kind, checkpoint, member, timeSeconds), signature);
    }

    /// True if it claims to be made with one of these keys. What claims another key is ignored, as the format demands;
    /// what claims this one must verify.
    boolean isBy(NetworkId network, CheckpointKeys keys) {
        return keys.keyHash(kind, MemberEntry.keyName(network, member)).equals(keyHash);
    }

    public Instant time() {
        return Instant.ofEpochSecond(timeSeconds);
    }

    private static Octets message(CosignatureKind kind, Checkpoint checkpoint, MemberId member, long seconds) {
        return switch (kind) {
            // "Ed25519 signed message".
            case ED25519 -> Octets.utf8("cosignature/v1\ntime " + seconds + "\n" + checkpoint.text());
            case ML_DSA_44 -> subtree(checkpoint, MemberEntry.keyName(checkpoint.network(), member), seconds);
        };
    }

    /// "ML-DSA-44 signed message": a `cosigned_message` over the whole tree, from entry 0 to its size.
    private static Octets subtree(Checkpoint checkpoint, String cosigner, long seconds) {
        byte[] name = cosigner.getBytes(StandardCharsets.UTF_8);
        byte[] origin = checkpoint.origin().getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_NAME_BYTES) {
            throw new SalusException(
                    ErrorCode.MALFORMED,
                    "the names of network and member have at most " + MAX_NAME_BYTES + " bytes together");
        }
        Octets root = checkpoint.root().octets();
        ByteBuffer message = ByteBuffer.allocate(
                SUBTREE_LABEL.length() + 2 + name.length + origin.length + 3 * Long.BYTES + root.length());
        message.put(SUBTREE_LABEL.toArray());
        message.put((byte) name.length).put(name).putLong(seconds);
        message.put((byte) origin.length).put(origin);
        message.putLong(0).putLong(checkpoint.size()).put(root.toArray());
        return Octets.wrap(message.array());
    }

    NoteSignature toNoteSignature(NetworkId network) {
        ByteBuffer timestamped = ByteBuffer.allocate(Long.BYTES + signature.length());
        timestamped.putLong(timeSeconds).put(signature.toArray());
        return new NoteSignature(MemberEntry.keyName(network, member), keyHash, Octets.wrap(timestamped.array()));
    }

    /// Empty if the line is no cosignature of a member of this network. The two kinds differ in length, and it is the
    /// key hash that decides whether a line counts.
    static Optional<Cosignature> of(NoteSignature line, NetworkId network) {
        String prefix = Checkpoint.origin(network) + "/";
        Octets bytes = line.signature();
        if (!line.keyName().startsWith(prefix) || bytes.at(0) < 0) {
            return Optional.empty();
        }
        for (CosignatureKind kind : CosignatureKind.values()) {
            if (bytes.length() == Long.BYTES + kind.signatureBytes()) {
                return of(line, kind, line.keyName().substring(prefix.length()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Cosignature> of(NoteSignature line, CosignatureKind kind, String member) {
        Octets bytes = line.signature();
        try {
            long seconds = bytes.asReadOnlyBuffer().getLong();
            Octets signature = bytes.slice(Long.BYTES, bytes.length());
            return Optional.of(new Cosignature(new MemberId(member), kind, line.keyHash(), seconds, signature));
        } catch (SalusException noMember) {
            return Optional.empty();
        }
    }
}

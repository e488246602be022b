package health.salus.proof;

import health.salus.crypto.SigningKey;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// A member's statement that, at a time, a checkpoint was the largest that it knew, and consistent with all that it
/// signed before (C2SP tlog-cosignature, `cosignature/v1`).
///
/// @param keyHash tells which of the member's keys signed
/// @param timeSeconds seconds since 1970, by the member's clock
public record Cosignature(MemberId member, Octets keyHash, long timeSeconds, Octets signature) {

    private static final int SIGNATURE_BYTES = 64;

    /// The last second of the year 9999: far within what an [Instant] can hold.
    private static final long MAX_TIME_SECONDS = 253_402_300_799L;

    public Cosignature {
        if (keyHash.length() != NoteSignature.KEY_HASH_BYTES || signature.length() != SIGNATURE_BYTES) {
            throw new SalusException(
                    ErrorCode.MALFORMED,
                    "a cosignature has a key hash of " + NoteSignature.KEY_HASH_BYTES + " bytes and a signature of "
                            + SIGNATURE_BYTES);
        }
        if (timeSeconds < 0 || timeSeconds > MAX_TIME_SECONDS) {
            throw new SalusException(ErrorCode.MALFORMED, "a cosignature's time lies between the years 1970 and 9999");
        }
    }

    public static Cosignature sign(Checkpoint checkpoint, MemberId member, SigningKey key, Instant time) {
        Octets keyHash = MemberEntry.keyHash(MemberEntry.keyName(checkpoint.network(), member), key.verificationKey());
        long seconds = time.getEpochSecond();
        return new Cosignature(member, keyHash, seconds, key.sign(message(checkpoint, seconds)));
    }

    /// True if the holder of this key signed this checkpoint at this time.
    public boolean verify(Checkpoint checkpoint, VerificationKey key) {
        return isBy(checkpoint.network(), key) && key.verify(message(checkpoint, timeSeconds), signature);
    }

    /// True if it claims to be made with this key. What claims another key is ignored, as the format demands; what
    /// claims this one must verify.
    boolean isBy(NetworkId network, VerificationKey key) {
        return MemberEntry.keyHash(MemberEntry.keyName(network, member), key).equals(keyHash);
    }

    public Instant time() {
        return Instant.ofEpochSecond(timeSeconds);
    }

    /// "Ed25519 signed message".
    private static Octets message(Checkpoint checkpoint, long seconds) {
        return Octets.utf8("cosignature/v1\ntime " + seconds + "\n" + checkpoint.text());
    }

    NoteSignature toNoteSignature(NetworkId network) {
        ByteBuffer timestamped = ByteBuffer.allocate(Long.BYTES + SIGNATURE_BYTES);
        timestamped.putLong(timeSeconds).put(signature.toArray());
        return new NoteSignature(MemberEntry.keyName(network, member), keyHash, Octets.wrap(timestamped.array()));
    }

    /// Empty if the line is no Ed25519 cosignature of a member of this network.
    static Optional<Cosignature> of(NoteSignature line, NetworkId network) {
        String prefix = Checkpoint.origin(network) + "/";
        Octets bytes = line.signature();
        if (!line.keyName().startsWith(prefix) || bytes.length() != Long.BYTES + SIGNATURE_BYTES || bytes.at(0) < 0) {
            return Optional.empty();
        }
        try {
            MemberId member = new MemberId(line.keyName().substring(prefix.length()));
            long seconds = bytes.asReadOnlyBuffer().getLong();
            return Optional.of(
                    new Cosignature(member, line.keyHash(), seconds, bytes.slice(Long.BYTES, bytes.length())));
        } catch (SalusException noMember) {
            return Optional.empty();
        }
    }
}

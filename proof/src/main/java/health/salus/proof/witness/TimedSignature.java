package health.salus.proof.witness;

import health.salus.crypto.SigningKey;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.Octets;
import health.salus.proof.NoteSignature;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// The bytes of an Ed25519 cosignature (C2SP tlog-cosignature, "Format"): when, and the signature.
record TimedSignature(long timeSeconds, Octets signature) {

    private static final int SIGNATURE_BYTES = 64;

    /// Empty if the line has other bytes, or a time that is not below 2^63.
    static Optional<TimedSignature> of(NoteSignature line) {
        Octets bytes = line.signature();
        return bytes.length() == Long.BYTES + SIGNATURE_BYTES && bytes.at(0) >= 0
                ? Optional.of(
                        new TimedSignature(bytes.asReadOnlyBuffer().getLong(), bytes.slice(Long.BYTES, bytes.length())))
                : Optional.empty();
    }

    static TimedSignature sign(LogCheckpoint checkpoint, SigningKey key, Instant time) {
        long seconds = time.getEpochSecond();
        return new TimedSignature(seconds, key.sign(message(checkpoint, seconds)));
    }

    boolean verifies(LogCheckpoint checkpoint, VerificationKey key) {
        return key.verify(message(checkpoint, timeSeconds), signature);
    }

    Octets encode() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + SIGNATURE_BYTES);
        bytes.putLong(timeSeconds).put(signature.toArray());
        return Octets.wrap(bytes.array());
    }

    /// "Ed25519 signed message": over the whole text, extension lines included.
    private static Octets message(LogCheckpoint checkpoint, long seconds) {
        return Octets.utf8("cosignature/v1\ntime " + seconds + "\n" + checkpoint.text());
    }
}

package health.salus.consensus.hashgraph;

import com.hedera.pbj.runtime.io.buffer.Bytes;
import health.salus.consensus.OrderedTransaction;
import health.salus.consensus.Round;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;

/// How far our sequence has come, as a function of the engine's rounds alone. It is part of the state that all members
/// sign, so that a node which is given a state by its peers knows which of our rounds it was not given.
///
/// @param runningHash over all rounds up to this one
record SequenceState(long sequence, Digest runningHash, Instant lastTime) {

    private static final byte VERSION = 1;
    private static final int ENCODED_BYTES = 1 + Long.BYTES + Digest.LENGTH_BYTES + Long.BYTES + Integer.BYTES;
    private static final String DOMAIN = "salus/consensus-hashgraph/v1/";

    /// Before an engine has ordered anything.
    static SequenceState of(HashgraphNetwork network) {
        EpochStart start = network.start();
        Octets name = Octets.utf8(DOMAIN + network.network() + "/" + start.number());
        return new SequenceState(start.after(), Digest.sha256(name), start.time());
    }

    SequenceState after(Round round) {
        MessageDigest hash = Digest.newSha256();
        runningHash.octets().update(hash);
        ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + Integer.BYTES);
        for (OrderedTransaction transaction : round.transactions()) {
            Instant time = transaction.time();
            numbers.clear().putLong(time.getEpochSecond()).putInt(time.getNano());
            numbers.putInt(transaction.bytes().length());
            hash.update(numbers.flip());
            transaction.bytes().update(hash);
        }
        return new SequenceState(round.sequence(), Digest.of(hash.digest()), round.time());
    }

    Bytes encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(ENCODED_BYTES);
        bytes.put(VERSION).putLong(sequence).put(runningHash.octets().toArray());
        bytes.putLong(lastTime.getEpochSecond()).putInt(lastTime.getNano());
        return Bytes.wrap(bytes.array());
    }

    static SequenceState decode(Bytes encoded) {
        if (encoded.length() != ENCODED_BYTES || encoded.getByte(0) != VERSION) {
            throw new SalusException(
                    ErrorCode.UNSUPPORTED_VERSION, "the engine's state was written by another version of Salus");
        }
        ByteBuffer bytes = ByteBuffer.wrap(encoded.toByteArray()).position(1);
        long sequence = bytes.getLong();
        byte[] hash = new byte[Digest.LENGTH_BYTES];
        bytes.get(hash);
        return new SequenceState(sequence, Digest.of(hash), Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()));
    }
}

package health.salus.consensus.hashgraph;

import com.hedera.pbj.runtime.io.buffer.Bytes;
import health.salus.kernel.Octets;
import java.nio.ByteBuffer;

/// What the engine carries for us: a tag byte, then what the tag says. Anything else is passed over, by every member
/// alike, so that a member which sends nonsense disturbs nobody.
sealed interface Envelope {

    byte SIGNATURE_TAG = 1;
    byte KNOCK_TAG = 2;
    byte TRANSACTION_TAG = 3;

    /// What an envelope adds to a transaction.
    int OVERHEAD_BYTES = 1 + Integer.BYTES;

    /// A transaction of ours.
    ///
    /// @param instance the run of the submitting process that took it in
    record Carried(int instance, Octets transaction) implements Envelope {}

    /// The engine's own signature of a state.
    record StateSignature(Bytes encoded) implements Envelope {}

    /// Carries nothing: wakes a network that is quiet.
    record Knock() implements Envelope {}

    record Unknown() implements Envelope {}

    static Envelope open(Bytes bytes) {
        return switch (tag(bytes)) {
            case SIGNATURE_TAG -> new StateSignature(bytes.slice(1, bytes.length() - 1));
            case KNOCK_TAG -> new Knock();
            case TRANSACTION_TAG -> carried(bytes);
            default -> new Unknown();
        };
    }

    private static byte tag(Bytes bytes) {
        return bytes.length() == 0 ? 0 : bytes.getByte(0);
    }

    static boolean isSignature(Bytes bytes) {
        return tag(bytes) == SIGNATURE_TAG;
    }

    private static Envelope carried(Bytes bytes) {
        if (bytes.length() <= OVERHEAD_BYTES) {
            return new Unknown();
        }
        byte[] transaction = new byte[Math.toIntExact(bytes.length() - OVERHEAD_BYTES)];
        bytes.getBytes(OVERHEAD_BYTES, transaction);
        return new Carried(bytes.getInt(1), Octets.wrap(transaction));
    }

    /// Whether the bytes keep the network awake until they are ordered: not the engine's own signatures, which
    /// would give rise to one another without end.
    static boolean keepsAwake(Bytes bytes) {
        return tag(bytes) == TRANSACTION_TAG || tag(bytes) == KNOCK_TAG;
    }

    static Bytes ofSignature(Bytes encoded) {
        byte[] bytes = new byte[1 + Math.toIntExact(encoded.length())];
        bytes[0] = SIGNATURE_TAG;
        encoded.getBytes(0, bytes, 1, bytes.length - 1);
        return Bytes.wrap(bytes);
    }

    static Bytes ofKnock() {
        return Bytes.wrap(new byte[] {KNOCK_TAG});
    }

    static Bytes ofTransaction(int instance, Octets transaction) {
        byte[] bytes = new byte[OVERHEAD_BYTES + transaction.length()];
        ByteBuffer.wrap(bytes).put(TRANSACTION_TAG).putInt(instance);
        transaction.copyTo(bytes, OVERHEAD_BYTES);
        return Bytes.wrap(bytes);
    }
}

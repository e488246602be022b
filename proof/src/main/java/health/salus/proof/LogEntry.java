package health.salus.proof;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import java.time.Instant;

/// One entry of the log, in deterministic CBOR (docs/formats/log-entry.md). Entries are public, so they hold
/// digests only.
public sealed interface LogEntry {

    int VERSION = 1;

    /// C2SP tlog-tiles frames an entry with a length of 16 bits.
    int MAX_BYTES = 65_535;

    RecordCodec<LogEntry> CODEC = RecordCodec.of(LogEntry.class);

    int version();

    NetworkId network();

    /// Consensus time.
    Instant time();

    /// A transaction that was admitted, whether or not its commands were accepted.
    ///
    /// @param saltedTransaction SHA-256 of the transaction's salt and its envelope
    /// @param outcome SHA-256 of what became of it
    record TransactionEntry(int version, NetworkId network, Digest saltedTransaction, Digest outcome, Instant time)
            implements LogEntry {
        public TransactionEntry {
            requireVersion(version);
        }
    }

    /// The last entry of each block.
    ///
    /// @param stateRoot of the state after the block
    /// @param memberSet the members whose cosignatures make the next checkpoints final
    record HeaderEntry(int version, NetworkId network, long height, Digest stateRoot, Digest memberSet, Instant time)
            implements LogEntry {
        public HeaderEntry {
            requireVersion(version);
            if (height < 0) {
                throw new SalusException(ErrorCode.MALFORMED, "a height is not negative");
            }
        }
    }

    default Octets encode() {
        return CODEC.encode(this);
    }

    default Digest leafHash() {
        return MerkleTree.leafHash(encode());
    }

    static LogEntry decode(Octets encoded) {
        return CODEC.decode(encoded, MAX_BYTES);
    }

    private static void requireVersion(int version) {
        if (version != VERSION) {
            throw new SalusException(
                    ErrorCode.UNSUPPORTED_VERSION, "log entry version " + version + "; supported: " + VERSION);
        }
    }
}

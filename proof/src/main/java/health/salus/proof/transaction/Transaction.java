package health.salus.proof.transaction;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One or more commands, as the author signs them.
///
/// @param salt makes the digest in the public log say nothing to who does not hold the transaction
/// @param atomic when true, one refused command refuses all of them
public record Transaction(
        int version,
        NetworkId network,
        Attestation attestation,
        Instant notBefore,
        Instant notAfter,
        Octets salt,
        boolean atomic,
        List<Command> commands) {

    public static final int VERSION = 1;
    public static final int SALT_BYTES = 16;

    /// Begins what a passkey signs, so that a login never passes for a transaction.
    public static final String CHALLENGE_DOMAIN = "salus/transaction/v1";

    /// One import of a patient's whole life is one transaction; the engine's largest submission is set from this.
    public static final int MAX_BYTES = 1024 * 1024;

    public static final int MAX_COMMANDS = 1_000;

    /// How long the ledger remembers transactions in order to drop replays; a longer window is refused.
    public static final Duration MAX_WINDOW = Duration.ofMinutes(15);

    private static final RecordCodec<Transaction> CODEC = RecordCodec.of(Transaction.class);

    public Transaction {
        if (version != VERSION) {
            throw new SalusException(
                    ErrorCode.UNSUPPORTED_VERSION, "transaction version " + version + "; supported: 1");
        }
        if (salt.length() != SALT_BYTES) {
            throw new SalusException(ErrorCode.MALFORMED, "a transaction's salt has " + SALT_BYTES + " bytes");
        }
        if (commands.isEmpty() || commands.size() > MAX_COMMANDS) {
            throw new SalusException(ErrorCode.MALFORMED, "a transaction has 1 to " + MAX_COMMANDS + " commands");
        }
        if (!notBefore.isBefore(notAfter)) {
            throw new SalusException(ErrorCode.MALFORMED, "the validity window is empty");
        }
        commands = List.copyOf(commands);
    }

    /// The bytes that are signed.
    public Octets encode() {
        return CODEC.encode(this);
    }

    public static Transaction decode(Octets payload) {
        return CODEC.decode(payload, MAX_BYTES);
    }

    /// The name of a transaction: the hash of what is signed, whoever's signature is beside it.
    public static Digest id(Octets payload) {
        return Digest.sha256(payload);
    }
}

package health.salus.client.command;

import health.salus.crypto.CoseSign1;
import health.salus.crypto.SigningKey;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.RandomSource;
import health.salus.kernel.TimeSource;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Somebody who signs with a key of their own. Nothing that is signed comes from a server: the transaction is made
/// here, and what is shown beforehand is decoded from the very bytes that are signed.
public final class TransactionAuthor {

    /// For clocks that are behind ours.
    private static final Duration EARLIER = Duration.ofMinutes(1);

    /// For networks that are busy. The whole window stays below [Transaction#MAX_WINDOW].
    private static final Duration LATER = Duration.ofMinutes(10);

    private final PrincipalId principal;
    private final SigningKey key;
    private final TimeSource time;
    private final RandomSource random;

    public TransactionAuthor(PrincipalId principal, SigningKey key, TimeSource time, RandomSource random) {
        this.principal = principal;
        this.key = key;
        this.time = time;
        this.random = random;
    }

    /// A transaction that awaits its signature. All of its commands are accepted, or none.
    public Unsigned prepare(NetworkId network, List<Command> commands) {
        Instant now = time.now();
        Transaction transaction = new Transaction(
                Transaction.VERSION,
                network,
                new Attestation.PrincipalSigned(principal, key.verificationKey().id()),
                now.minus(EARLIER),
                now.plus(LATER),
                random.octets(Transaction.SALT_BYTES),
                true,
                commands);
        return new Unsigned(transaction);
    }

    /// What is about to be signed.
    public final class Unsigned {

        private final Octets payload;

        private Unsigned(Transaction transaction) {
            this.payload = transaction.encode();
        }

        /// In words, read back from the bytes.
        public List<String> text() {
            return TransactionText.lines(Transaction.decode(payload));
        }

        public SignedTransaction sign() {
            return SignedTransaction.parse(CoseSign1.sign(payload, key).encode());
        }
    }
}

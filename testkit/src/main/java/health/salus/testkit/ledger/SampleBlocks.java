package health.salus.testkit.ledger;

import health.salus.crypto.CoseSign1;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SigningKey;
import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.PrincipalId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.state.Locality;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateKey;
import health.salus.proof.LogEntry;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// Blocks of signed transactions, and changes of state, from a seed. The same seed and calls give the same blocks.
public final class SampleBlocks {

    private static final NetworkId NETWORK = new NetworkId("sample");
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SUBJECTS = 6;
    private static final int PARTS = 40;

    private final Random random;
    private final SigningKey author;

    public SampleBlocks(long seed) {
        random = new Random(seed);
        author = InMemorySigningKey.generate(random::nextBytes);
    }

    /// Some puts and some removals; half of the keys lie near others of the same subject.
    public StateChanges changes(int count) {
        SortedMap<StateKey, Optional<Octets>> changes = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[random.nextInt(60)];
            random.nextBytes(value);
            changes.put(key(), random.nextInt(4) == 0 ? Optional.empty() : Optional.of(Octets.wrap(value)));
        }
        return new StateChanges(changes);
    }

    /// One of a few hundred keys, so that they meet again.
    public StateKey key() {
        String part = Integer.toString(random.nextInt(PARTS));
        String subject = "subject-" + random.nextInt(SUBJECTS);
        return random.nextBoolean()
                ? StateKey.near(Locality.of(new SubjectId(subject)), "near", part)
                : StateKey.of("spread", subject, part);
    }

    /// Transactions signed by one author.
    public List<SignedTransaction> transactions(int count) {
        List<SignedTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] salt = new byte[Transaction.SALT_BYTES];
            random.nextBytes(salt);
            Transaction transaction = new Transaction(
                    Transaction.VERSION,
                    NETWORK,
                    new Attestation.PrincipalSigned(
                            new PrincipalId("author"), author.verificationKey().id()),
                    BEGINNING,
                    BEGINNING.plusSeconds(60),
                    Octets.wrap(salt),
                    false,
                    List.of(new Command("sample", "do", 1, Octets.utf8("body"))));
            transactions.add(SignedTransaction.parse(
                    CoseSign1.sign(transaction.encode(), author).encode()));
        }
        return transactions;
    }

    /// The next block of the store: these transactions, and a header that commits to the prepared state.
    public static Block next(LedgerStore store, List<SignedTransaction> transactions, Digest stateRoot) {
        long height = store.height() + 1;
        Instant time = BEGINNING.plusSeconds(height);
        Octets outcome =
                Outcome.of(List.of(CommandOutcome.Accepted.NOTHING_TO_SAY)).encode();
        List<Block.Item> items = transactions.stream()
                .map(signed -> new Block.Item(
                        signed.envelope(),
                        outcome,
                        time,
                        new LogEntry.TransactionEntry(
                                        LogEntry.VERSION, NETWORK, signed.saltedDigest(), Digest.sha256(outcome), time)
                                .encode()))
                .toList();
        Octets header =
                new LogEntry.HeaderEntry(LogEntry.VERSION, NETWORK, height, stateRoot, Digest.ZERO, time).encode();
        return new Block(Block.VERSION, height, time, store.logSize(), items, header);
    }

    /// Commits one more block, durably, and returns it.
    public Block commit(LedgerStore store, int transactions, int changes) {
        LedgerStore.PreparedState state = store.prepare(changes(changes));
        Block block = next(store, transactions(transactions), state.root());
        store.commit(block, state, true);
        return block;
    }
}

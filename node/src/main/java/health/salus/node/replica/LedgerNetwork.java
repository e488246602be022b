package health.salus.node.replica;

import health.salus.crypto.CoseSign1;
import health.salus.crypto.SigningKey;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.replica.Receipts;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.platform.network.Author;
import health.salus.platform.network.Decision;
import health.salus.platform.network.Network;
import health.salus.proof.transaction.Attestation;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The ledger as this node's business modules see it.
public final class LedgerNetwork implements Network {

    /// Consensus time and this node's clock may differ by so much.
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    /// Long enough to be submitted again after a restart; short enough for replays to be refused soon.
    private static final Duration VALIDITY = Duration.ofMinutes(10);

    /// Cosignatures follow a block within a fraction of a second.
    private static final Duration PROOF_PATIENCE = Duration.ofSeconds(10);

    private final Identity identity;
    private final LedgerStore store;
    private final Submitter submitter;
    private final Receipts receipts;
    private final Finality finality;
    private final RandomSource random;
    private final TimeSource time;

    /// As whom the node acts.
    record Identity(NetworkId network, MemberId self, SigningKey memberKey) {}

    LedgerNetwork(Identity identity, Ledger ledger, Submitter submitter, Ambient ambient) {
        this.identity = identity;
        this.store = ledger.store();
        this.submitter = submitter;
        this.receipts = ledger.receipts();
        this.finality = ledger.finality();
        this.random = ambient.random();
        this.time = ambient.time();
    }

    /// The node's copy of the ledger, and what is final of it.
    record Ledger(LedgerStore store, Receipts receipts, Finality finality) {}

    /// What a node takes from its surroundings.
    public record Ambient(TimeSource time, RandomSource random) {}

    @Override
    public NetworkId id() {
        return identity.network;
    }

    @Override
    public MemberId self() {
        return identity.self;
    }

    @Override
    public StateReader state() {
        return store.state();
    }

    @Override
    public long height() {
        return store.height();
    }

    @Override
    public Instant time() {
        return store.block(store.height()).map(Block::time).orElse(Instant.EPOCH);
    }

    @Override
    public SignedTransaction assertFor(Author author, List<Command> commands) {
        Attestation attestation = new Attestation.MemberAsserted(
                identity.self,
                identity.memberKey.verificationKey().id(),
                author.actor(),
                author.issuer(),
                author.tokenHash());
        return sign(unsigned(attestation, commands));
    }

    @Override
    public SignedTransaction signAsMember(List<Command> commands) {
        Attestation attestation = new Attestation.PrincipalSigned(
                GenesisState.serviceOf(identity.self),
                identity.memberKey.verificationKey().id());
        return sign(unsigned(attestation, commands));
    }

    private SignedTransaction sign(Transaction transaction) {
        return SignedTransaction.parse(
                CoseSign1.sign(transaction.encode(), identity.memberKey).encode());
    }

    @Override
    public Transaction unsigned(Attestation attestation, List<Command> commands) {
        Instant now = time.now();
        return new Transaction(
                Transaction.VERSION,
                identity.network,
                attestation,
                now.minus(CLOCK_TOLERANCE),
                now.plus(VALIDITY),
                random.octets(Transaction.SALT_BYTES),
                true,
                commands);
    }

    @Override
    public Decision decide(SignedTransaction transaction) {
        return submitter.decide(transaction);
    }

    @Override
    public Optional<Decision> find(Digest transactionId) {
        return lookup(store, transactionId).map(Submitter.Decided::decision);
    }

    @Override
    public Optional<Octets> receipt(Digest transactionId) {
        Optional<Octets> receipt = finality.finalNote().flatMap(note -> receipts.of(transactionId, note));
        if (receipt.isEmpty() && store.find(transactionId).isEmpty()) {
            requireWholeIndex(store);
        }
        return receipt;
    }

    /// That a transaction does not exist can only be said by who knows all of them.
    static void requireWholeIndex(LedgerStore store) {
        if (store.firstIndexed() > 0) {
            throw new SalusException(
                    ErrorCode.ARCHIVE_UNREACHABLE,
                    "this node began with a snapshot, and has not fetched the blocks below " + store.firstIndexed()
                            + " yet: ask another member's node");
        }
    }

    @Override
    public Octets prove(StateKey key) {
        LedgerStore.StateProof proof = store.prove(key);
        Block block = store.block(proof.height()).orElseThrow();
        finality.await(block.logSize(), System.nanoTime() + PROOF_PATIENCE.toNanos());
        return receipts.of(key, proof, finality.finalNote().orElseThrow());
    }

    static Optional<Submitter.Decided> lookup(LedgerStore store, Digest transactionId) {
        return store.find(transactionId)
                .flatMap(location -> store.block(location.height()).map(block -> {
                    Block.Item item = block.items().get(location.itemIndex());
                    Outcome outcome = Outcome.decode(item.outcome());
                    return new Submitter.Decided(
                            new Decision(transactionId, block.height(), item.time(), outcome), block.logSize());
                }));
    }
}

package health.salus.ledger.execution;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.StateOverlay;
import health.salus.ledger.state.StateReader;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Executes one round. A pure function: the same state and round give the same block on every member.
public final class BlockExecutor {

    /// What one transaction may change of the state. A short one could have all members write very much: a change of 34
    /// bytes rewrites the page that its resource is on.
    public static final long MAX_CHANGED_BYTES = 16L * 1024 * 1024;

    private final NetworkId network;
    private final Authenticator authenticator;
    private final ContractRegistry contracts;

    public BlockExecutor(NetworkId network, Authenticator authenticator, Collection<Contract> contracts) {
        this.network = network;
        this.authenticator = authenticator;
        this.contracts = new ContractRegistry(contracts);
    }

    /// @param known whether a transaction of this id is in an earlier block
    public ExecutedBlock execute(long height, OrderedRound round, StateReader before, Predicate<Digest> known) {
        StateOverlay block = new StateOverlay(before);
        SortedMap<String, Contract> inForce = begin(height, round, block);
        TreeSet<Digest> seen = new TreeSet<>();
        List<ExecutedTransaction> executed = new ArrayList<>();
        List<Discard> discards = new ArrayList<>();
        for (OrderedRound.Item item : round.items()) {
            Optional<ErrorCode> discard;
            try {
                SignedTransaction transaction = SignedTransaction.parse(item.envelope());
                discard = admission(transaction, item.time(), block, id -> seen.contains(id) || known.test(id));
                if (discard.isEmpty()) {
                    seen.add(transaction.id());
                    Outcome outcome =
                            new TransactionExecution(network, height, inForce).run(transaction, item.time(), block);
                    executed.add(new ExecutedTransaction(transaction, outcome, item.time()));
                }
            } catch (SalusException malformed) {
                discard = Optional.of(malformed.code());
            }
            discard.ifPresent(
                    code -> discards.add(new Discard(Digest.sha256(item.envelope()), item.submitter(), code)));
        }
        return new ExecutedBlock(height, round.time(), executed, discards, block.changes());
    }

    /// What is due is done first, by the rules that were in force before; what it puts in force holds for the whole
    /// block. The time is the block's own: that of its first transaction is not known to whoever gets the block
    /// from a
    /// peer, where that transaction was discarded.
    private SortedMap<String, Contract> begin(long height, OrderedRound round, StateOverlay block) {
        BlockContext context = new BlockContext(network, height, round.time());
        contracts.inForce(block).values().forEach(contract -> contract.begin(context, block));
        return contracts.inForce(block);
    }

    /// Why a transaction would not be admitted if it were ordered now: lets a node turn away, before it reaches the
    /// other members, what they would discard. Says nothing of repetitions, which are harmless.
    public Optional<ErrorCode> rejection(SignedTransaction signed, Instant time, StateReader state) {
        return admission(signed, time, state, _ -> false);
    }

    /// What is not admitted leaves no entry: it is nobody's proven act. The order of the checks is part of the format.
    private Optional<ErrorCode> admission(
            SignedTransaction signed, Instant time, StateReader state, Predicate<Digest> known) {
        Transaction transaction = signed.transaction();
        if (!transaction.network().equals(network)) {
            return Optional.of(ErrorCode.WRONG_NETWORK);
        }
        if (transaction.notAfter().isAfter(transaction.notBefore().plus(Transaction.MAX_WINDOW))) {
            return Optional.of(ErrorCode.WINDOW_TOO_LONG);
        }
        if (time.isBefore(transaction.notBefore())) {
            return Optional.of(ErrorCode.NOT_YET_VALID);
        }
        if (!time.isBefore(transaction.notAfter())) {
            return Optional.of(ErrorCode.EXPIRED);
        }
        if (known.test(signed.id())) {
            return Optional.of(ErrorCode.REPLAYED);
        }
        return authenticator.rejection(signed, state, time);
    }
}

package health.salus.ledger.execution;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.StateOverlay;
import health.salus.ledger.state.StateReader;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.proof.transaction.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Executes one round. A pure function: the same state and round give the same block on every member.
public final class BlockExecutor {

    /// What one transaction may change of the state. A short one could have all members write very much: a change of 34
    /// bytes rewrites the page that its resource is on.
    public static final long MAX_CHANGED_BYTES = 16L * 1024 * 1024;

    private final NetworkId network;
    private final Authenticator authenticator;
    private final Map<String, Contract> contracts = new TreeMap<>();

    public BlockExecutor(NetworkId network, Authenticator authenticator, Collection<Contract> contracts) {
        this.network = network;
        this.authenticator = authenticator;
        contracts.forEach(contract -> this.contracts.put(contract.name(), contract));
    }

    /// @param known whether a transaction of this id is in an earlier block
    public ExecutedBlock execute(long height, OrderedRound round, StateReader before, Predicate<Digest> known) {
        StateOverlay block = new StateOverlay(before);
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
                    Outcome outcome = run(transaction, height, item.time(), block);
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

    private Outcome run(SignedTransaction signed, long height, Instant time, StateOverlay block) {
        Transaction transaction = signed.transaction();
        StateOverlay changes = new StateOverlay(block);
        List<CommandOutcome> outcomes = new ArrayList<>();
        for (Command command : transaction.commands()) {
            CommandContext context =
                    new CommandContext(network, height, time, transaction.attestation(), signed.id(), outcomes.size());
            StateOverlay ofCommand = new StateOverlay(changes);
            CommandOutcome outcome = bounded(decide(command, context, ofCommand), changes.bytes() + ofCommand.bytes());
            if (outcome instanceof CommandOutcome.Accepted) {
                ofCommand.applyTo(changes);
            }
            outcomes.add(outcome);
        }
        Outcome whole = Outcome.of(transaction.atomic() ? allOrNothing(outcomes) : outcomes);
        if (whole.accepted() || !transaction.atomic()) {
            changes.applyTo(block);
        }
        return whole;
    }

    private static CommandOutcome bounded(CommandOutcome outcome, long changed) {
        return outcome instanceof CommandOutcome.Accepted && changed > MAX_CHANGED_BYTES
                ? new CommandOutcome.Refused(
                        ErrorCode.LIMIT_EXCEEDED,
                        "a transaction changes at most " + MAX_CHANGED_BYTES + " bytes of the state: write in several")
                : outcome;
    }

    private CommandOutcome decide(Command command, CommandContext context, StateOverlay state) {
        Contract contract = contracts.get(command.contract());
        if (contract == null) {
            return new CommandOutcome.Refused(ErrorCode.UNKNOWN_CONTRACT, "no contract of this name");
        }
        try {
            return contract.execute(command, context, state);
        } catch (SalusException refused) {
            return new CommandOutcome.Refused(refused.code(), refused.detail());
        }
    }

    private static List<CommandOutcome> allOrNothing(List<CommandOutcome> outcomes) {
        if (outcomes.stream().allMatch(CommandOutcome.Accepted.class::isInstance)) {
            return outcomes;
        }
        return outcomes.stream()
                .<CommandOutcome>map(outcome -> switch (outcome) {
                    case CommandOutcome.Refused refused -> refused;
                    case CommandOutcome.Accepted _ ->
                        new CommandOutcome.Refused(
                                ErrorCode.ABORTED, "another command of this transaction was refused");
                })
                .toList();
    }
}

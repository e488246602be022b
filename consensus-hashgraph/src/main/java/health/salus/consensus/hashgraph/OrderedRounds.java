package health.salus.consensus.hashgraph;

import com.hedera.hapi.node.base.SemanticVersion;
import com.hedera.hapi.platform.event.StateSignatureTransaction;
import com.hedera.pbj.runtime.ParseException;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import com.swirlds.platform.state.ConsensusStateEventHandler;
import com.swirlds.platform.system.InitTrigger;
import com.swirlds.platform.system.Platform;
import com.swirlds.state.BinaryState;
import com.swirlds.state.State;
import java.util.Optional;
import java.util.function.Consumer;
import org.hiero.consensus.model.event.ConsensusEvent;
import org.hiero.consensus.model.event.Event;
import org.hiero.consensus.model.hashgraph.Round;
import org.hiero.consensus.model.transaction.ScopedSystemTransaction;
import org.hiero.consensus.model.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/// What the engine calls with each event and each round: numbers the rounds that carry transactions of ours, has them
/// executed, and keeps the number in the state that the members sign.
final class OrderedRounds implements ConsensusStateEventHandler {

    /// Where [SequenceState] lies in the engine's state. Numbers below 50,000 are the engine's own.
    private static final int STATE_ID = 50_001;

    /// One in so many of the rounds without transactions is sealed as well, so that a node which is given the latest
    /// signed state is within the horizon of the events that its peers still hold.
    private static final long SEAL_PERIOD_ROUNDS = 8;

    private final HashgraphNetwork network;
    private final RoundReader reader;
    private final Delivery delivery;
    private final HashgraphState state;
    private final Quiescence quiescence;
    private volatile SequenceState sequence;
    private volatile boolean stopped;
    private long lastRoundWithTransactions;

    OrderedRounds(
            HashgraphNetwork network,
            RoundReader reader,
            Delivery delivery,
            HashgraphState state,
            Quiescence quiescence) {
        this.network = network;
        this.reader = reader;
        this.delivery = delivery;
        this.state = state;
        this.quiescence = quiescence;
        this.sequence = SequenceState.of(network);
    }

    /// Called for each event once, before it is ordered, from several threads.
    @Override
    public void onPreHandle(
            Event event, State latest, Consumer<ScopedSystemTransaction<StateSignatureTransaction>> signatures) {
        event.forEachTransaction(transaction -> passSignature(event, transaction, signatures));
        if (reader.keepsAwake(event)) {
            quiescence.seen(event.getBirthRound());
        }
    }

    /// Called with one round after the other, from one thread. What is thrown here the engine only logs.
    @Override
    public synchronized void onHandleConsensusRound(
            Round ordered, State working, Consumer<ScopedSystemTransaction<StateSignatureTransaction>> signatures) {
        if (stopped) {
            return;
        }
        for (ConsensusEvent event : ordered) {
            event.forEachTransaction(transaction -> passSignature(event, transaction, signatures));
            if (reader.keepsAwake(event)) {
                quiescence.ordered(event.getBirthRound());
            }
        }
        RoundReader.Contents contents = reader.read(ordered, sequence);
        Optional<health.salus.consensus.Round> round = contents.round();
        if (round.isPresent()) {
            // Executed durably before the engine's state says so: that state may reach the disk at any time after.
            if (!delivery.deliver(round.get(), contents.submittedNow())) {
                stopped = true;
                return;
            }
            sequence = sequence.after(round.get());
            ((BinaryState) working).updateSingleton(STATE_ID, sequence.encoded());
            lastRoundWithTransactions = ordered.getRoundNum();
            state.sequenceReached(sequence.sequence());
        }
        quiescence.roundReached(ordered.getRoundNum());
    }

    private static void passSignature(
            Event event,
            Transaction transaction,
            Consumer<ScopedSystemTransaction<StateSignatureTransaction>> signatures) {
        Bytes bytes = transaction.getApplicationTransaction();
        if (Envelope.isSignature(bytes) && Envelope.open(bytes) instanceof Envelope.StateSignature(Bytes encoded)) {
            try {
                signatures.accept(new ScopedSystemTransaction<>(
                        event.getCreatorId(),
                        event.getBirthRound(),
                        StateSignatureTransaction.PROTOBUF.parse(encoded)));
            } catch (ParseException malformed) {
                // Passed over by all members alike.
            }
        }
    }

    /// Delivers no more, once the round that is being executed is.
    synchronized void stop() {
        stopped = true;
    }

    /// A stopped node seals nothing more, so that no state reaches its disk which says that a round was executed that
    /// was not.
    @Override
    public boolean onSealConsensusRound(Round ordered, State working) {
        long number = ordered.getRoundNum();
        return !stopped && (number == lastRoundWithTransactions || number % SEAL_PERIOD_ROUNDS == 0);
    }

    @Override
    public void onStateInitialized(
            State initial, Platform platform, InitTrigger trigger, @Nullable SemanticVersion previous) {
        Optional<Bytes> saved = Optional.ofNullable(((BinaryState) initial).getSingleton(STATE_ID));
        sequence = saved.map(SequenceState::decode).orElseGet(() -> SequenceState.of(network));
        state.sequenceReached(sequence.sequence());
        quiescence.forget();
    }

    @Override
    public void onNewRecoveredState(State recovered) {
        // States are recovered from event streams by a tool that is not used here.
    }
}

package health.salus.testkit.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.consensus.Consensus;
import health.salus.consensus.ConsensusPhase;
import health.salus.consensus.OrderedTransaction;
import health.salus.consensus.Round;
import health.salus.consensus.Submission;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the ledger may rely on, whichever engine it stands on.
public abstract class ConsensusContract {

    private static final int TRANSACTIONS = 60;
    private static final int MAX_TRANSACTION_BYTES = 2_000;

    @TempDir
    Path directory;

    private final List<Running> running = new ArrayList<>();
    private final List<ConsensusNetwork> networks = new ArrayList<>();
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private int submitted;

    private record Running(MemberId member, Consensus engine, RecordingHandler handler, long executedBefore) {}

    /// A network that begins with nothing, and keeps its files in the given directory.
    protected abstract ConsensusNetwork network(Path directory);

    @BeforeEach
    final void create() {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        networks.add(network(directory));
    }

    @AfterEach
    final void close() {
        running.forEach(member -> member.handler().release());
        stop();
    }

    @Test
    final void allHandlersSeeOneOrderWithoutHoles() {
        startAll(0);
        Map<Octets, MemberId> submitters = new HashMap<>();
        for (int i = 0; i < TRANSACTIONS; i++) {
            Running member = running.get(i % running.size());
            submitters.put(submit(member), member.member());
        }
        awaitEverywhere(submitters.keySet());

        List<Round> rounds = running.getFirst().handler().rounds();
        assertInOrder(rounds, 1);
        assertThat(running)
                .allSatisfy(member -> assertThat(common(member, rounds)).isEqualTo(rounds));
        assertThat(running.getFirst().handler().transactions())
                .hasSize(TRANSACTIONS)
                .allSatisfy(transaction ->
                        assertThat(transaction.submitter()).isEqualTo(submitters.get(transaction.bytes())));
    }

    @Test
    final void whatCannotBeOrderedIsRefusedWithACode() {
        Consensus engine = network().open(member(0));
        assertRefused(engine.submit(transaction(10)), ErrorCode.NOT_ACTIVE);
        engine.close();

        startAll(0);
        Consensus active = running.getFirst().engine();
        int max = active.maxTransactionBytes();
        assertRefused(active.submit(transaction(max + 1)), ErrorCode.TOO_LARGE);
        assertRefused(active.submit(Octets.EMPTY), ErrorCode.MALFORMED);
        Octets longest = transaction(max);
        assertThat(active.submit(longest)).isEqualTo(Submission.accepted());
        awaitEverywhere(Set.of(longest));

        active.close();
        assertRefused(active.submit(transaction(10)), ErrorCode.NOT_ACTIVE);
        assertThat(active.status().phase()).isEqualTo(ConsensusPhase.CLOSED);
    }

    @Test
    final void afterARestartWhatWasNotExecutedIsDeliveredAgainIdenticallyAndNothingElse() {
        startAll(0);
        for (int i = 0; i < 5; i++) {
            awaitEverywhere(Set.of(submit(running.get(i % running.size()))));
        }
        List<Round> before = running.getFirst().handler().rounds();
        stop();

        // The first member has executed half of the rounds, the last one all of them.
        int half = before.size() / 2;
        int members = network().members().size();
        startAll(member -> member == 0 ? half : before.size() - (members - 1 - member) % 2);
        Octets next = submit(running.getLast());
        awaitEverywhere(Set.of(next));

        List<Round> after = running.getFirst().handler().rounds();
        assertInOrder(after, half + 1L);
        assertThat(after.subList(0, before.size() - half)).isEqualTo(before.subList(half, before.size()));
        assertThat(after.get(before.size() - half).time())
                .isAfter(before.getLast().time());
        for (Running member : running) {
            List<Round> rounds = member.handler().rounds();
            int skipped = (int) rounds.getFirst().sequence() - 1 - half;
            assertThat(rounds).isEqualTo(after.subList(skipped, skipped + rounds.size()));
            assertThat(rounds.getFirst().sequence()).isEqualTo(member.executedBefore() + 1);
        }
    }

    @Test
    final void aHandlerThatFailsHaltsItsEngineAndGetsTheRoundAgain() {
        startAll(0);
        awaitEverywhere(Set.of(submit(running.getFirst())));
        Running failing = running.getFirst();
        long executed = failing.handler().lastSequence();
        failing.handler().failAt(executed + 1);
        Octets fatal = submit(failing);
        awaitPhase(failing, ConsensusPhase.HALTED);

        assertThat(failing.engine().status().reason()).contains("failing on purpose");
        assertRefused(failing.engine().submit(transaction(10)), ErrorCode.HALTED);
        assertThat(failing.handler().lastSequence()).isEqualTo(executed);
        running.stream().skip(1).forEach(member -> member.handler().awaitAll(Set.of(fatal)));
        stop();

        startAll(executed);
        awaitEverywhere(Set.of(fatal));
        assertThat(running.getFirst().handler().rounds().getFirst().sequence()).isEqualTo(executed + 1);
    }

    @Test
    final void aSlowHandlerMakesSubmissionsRefusedAndLosesNone() {
        startAll(0);
        running.forEach(member -> member.handler().block());
        Set<Octets> accepted = new HashSet<>();
        Optional<Submission> refusal = Optional.empty();
        int length = running.getFirst().engine().maxTransactionBytes() / 4;
        while (refusal.isEmpty()) {
            Octets transaction = transaction(length);
            Submission submission = running.getFirst().engine().submit(transaction);
            if (submission.isAccepted()) {
                accepted.add(transaction);
            } else {
                refusal = Optional.of(submission);
            }
        }

        assertRefused(refusal.get(), ErrorCode.OVERLOADED);
        assertThat(accepted).hasSizeLessThan(1_000);
        running.forEach(member -> member.handler().release());
        awaitEverywhere(accepted);
    }

    private ConsensusNetwork network() {
        return networks.getFirst();
    }

    private MemberId member(int index) {
        return network().members().get(index);
    }

    private void startAll(long executed) {
        startAll(_ -> executed);
    }

    private void startAll(IntToLongFunction executed) {
        for (int i = 0; i < network().members().size(); i++) {
            RecordingHandler handler = new RecordingHandler(executed.applyAsLong(i));
            Consensus engine = network().open(member(i));
            running.add(new Running(member(i), engine, handler, executed.applyAsLong(i)));
            engine.start(handler);
        }
        running.forEach(member -> awaitPhase(member, ConsensusPhase.ACTIVE));
    }

    private void stop() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            running.forEach(member -> threads.execute(() -> member.engine().close()));
        }
        running.clear();
    }

    private static void awaitPhase(Running member, ConsensusPhase phase) {
        Await.until(
                () -> member.engine().status().phase() == phase,
                () -> member.member() + " is " + member.engine().status());
    }

    private void awaitEverywhere(Set<Octets> transactions) {
        running.forEach(member -> member.handler().awaitAll(transactions));
    }

    private Octets submit(Running member) {
        Octets transaction = transaction(8 + random.nextInt(MAX_TRANSACTION_BYTES));
        assertThat(member.engine().submit(transaction)).isEqualTo(Submission.accepted());
        return transaction;
    }

    /// Random bytes that begin with a number, so that no two are alike.
    private Octets transaction(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        submitted++;
        for (int i = 0; i < Math.min(Integer.BYTES, length); i++) {
            bytes[i] = (byte) (submitted >>> (8 * i));
        }
        return Octets.wrap(bytes);
    }

    /// A member may have got further than the one it is compared with.
    private static List<Round> common(Running member, List<Round> rounds) {
        List<Round> own = member.handler().rounds();
        return own.subList(0, Math.min(own.size(), rounds.size()));
    }

    private static void assertInOrder(List<Round> rounds, long first) {
        assertThat(rounds)
                .extracting(Round::sequence)
                .containsExactlyElementsOf(
                        LongStream.range(first, first + rounds.size()).boxed().toList());
        assertThat(rounds.stream()
                        .flatMap(round -> round.transactions().stream())
                        .map(OrderedTransaction::time)
                        .toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private static void assertRefused(Submission submission, ErrorCode code) {
        assertThat(submission)
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}

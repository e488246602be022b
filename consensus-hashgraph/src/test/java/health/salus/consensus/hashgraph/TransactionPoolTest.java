package health.salus.consensus.hashgraph;

import static org.assertj.core.api.Assertions.assertThat;

import com.hedera.pbj.runtime.io.buffer.Bytes;
import health.salus.consensus.Submission;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.hiero.consensus.model.transaction.TimestampedTransaction;
import org.junit.jupiter.api.Test;

class TransactionPoolTest {

    private static final int MAX_BYTES = 1_000_000;
    private static final HashgraphSettings SETTINGS =
            new HashgraphSettings(MAX_BYTES, 3_000_000, 5, Duration.ZERO, Duration.ofSeconds(1));

    private final TransactionPool pool = new TransactionPool(SETTINGS, 1, InstantSource.system());

    @Test
    void anEventIsFilledInOrderUpToABound() {
        pool.submit(bytes(200_000));
        pool.submit(bytes(50_000));
        pool.submit(bytes(50_000));

        assertThat(lengths(pool.takeForEvent())).containsExactly(200_000L, 50_000L);
        assertThat(lengths(pool.takeForEvent())).containsExactly(50_000L);
        assertThat(pool.takeForEvent()).isEmpty();
        assertThat(pool.hasWaiting()).isFalse();
    }

    @Test
    void aLongTransactionGoesAloneAndSignaturesDoNotHoldItBack() {
        pool.submit(bytes(900_000));
        pool.submit(bytes(10));
        pool.submitSignature(Bytes.wrap(new byte[100]));

        assertThat(pool.hasSignatures()).isTrue();
        List<TimestampedTransaction> event = pool.takeForEvent();
        assertThat(Envelope.isSignature(event.getFirst().transaction())).isTrue();
        assertThat(lengths(event.subList(1, event.size()))).containsExactly(900_000L);
        assertThat(pool.hasSignatures()).isFalse();
        assertThat(lengths(pool.takeForEvent())).containsExactly(10L);
    }

    @Test
    void bothBoundsRefuseAndTakingMakesRoom() {
        for (int i = 0; i < 5; i++) {
            assertThat(pool.submit(bytes(10)).isAccepted()).isTrue();
        }
        assertRefused(pool.submit(bytes(10)), ErrorCode.OVERLOADED);
        pool.takeForEvent();
        for (int i = 0; i < 3; i++) {
            assertThat(pool.submit(bytes(900_000)).isAccepted()).isTrue();
        }
        assertRefused(pool.submit(bytes(900_000)), ErrorCode.OVERLOADED);
        pool.takeForEvent();
        assertThat(pool.submit(bytes(900_000)).isAccepted()).isTrue();
    }

    @Test
    void whatNoEventCanCarryIsRefused() {
        assertRefused(pool.submit(bytes(MAX_BYTES + 1)), ErrorCode.TOO_LARGE);
        assertRefused(pool.submit(Octets.EMPTY), ErrorCode.MALFORMED);
        assertThat(pool.submit(bytes(MAX_BYTES)).isAccepted()).isTrue();
    }

    @Test
    void whatAnEventLostIsTakenBackEvenWhenThePoolIsFull() {
        for (int i = 0; i < 5; i++) {
            pool.submit(bytes(10));
        }
        pool.resubmit(Envelope.ofTransaction(1, bytes(77)));

        assertThat(lengths(pool.takeForEvent())).hasSize(6).endsWith(77L);
    }

    private static Octets bytes(int length) {
        return Octets.wrap(new byte[length]);
    }

    private static List<Long> lengths(List<TimestampedTransaction> transactions) {
        return transactions.stream()
                .map(transaction -> transaction.transaction().length() - Envelope.OVERHEAD_BYTES)
                .toList();
    }

    private static void assertRefused(Submission submission, ErrorCode code) {
        assertThat(submission)
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}

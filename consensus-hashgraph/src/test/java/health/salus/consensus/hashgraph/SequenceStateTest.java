package health.salus.consensus.hashgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hedera.pbj.runtime.io.buffer.Bytes;
import health.salus.consensus.OrderedTransaction;
import health.salus.consensus.Round;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceStateTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final SequenceState GENESIS = genesis("net");

    @Test
    void itIsReadBackAsItWasWritten() {
        SequenceState state = GENESIS.after(round("a", NOON));

        assertThat(SequenceState.decode(state.encoded())).isEqualTo(state);
        assertThat(state.sequence()).isEqualTo(1);
        assertThat(state.lastTime()).isEqualTo(NOON);
    }

    @Test
    void anyDifferenceInTheHistoryShows() {
        assertThat(List.of(
                        GENESIS.after(round("a", NOON)).runningHash(),
                        GENESIS.after(round("b", NOON)).runningHash(),
                        GENESIS.after(round("a", NOON.plusNanos(1))).runningHash(),
                        genesis("other").after(round("a", NOON)).runningHash(),
                        GENESIS.runningHash()))
                .doesNotHaveDuplicates();
    }

    /// The vector of docs/formats/hashgraph-envelope.md, computed apart from this code.
    @Test
    void theDocumentedVectorIsReproduced() {
        Instant time = Instant.parse("2026-01-01T00:00:00.25Z");
        MemberId member = new MemberId("member-0");
        Round round = Round.of(
                1,
                List.of(
                        new OrderedTransaction(Octets.utf8("one"), time, member),
                        new OrderedTransaction(Octets.utf8("two"), time.plusNanos(1_000), member)));

        SequenceState state = genesis("demo").after(round);
        assertThat(Octets.wrap(state.encoded().toByteArray()).hex())
                .isEqualTo("010000000000000001503e7ef74d27f1d0af8d176d1d26ab4b5cf01269256762c4a4152524d8a594af"
                        + "000000006955b9000ee6b668");
    }

    @Test
    void anotherVersionIsRefused() {
        byte[] later = GENESIS.encoded().toByteArray();
        later[0] = 2;

        assertThatThrownBy(() -> SequenceState.decode(Bytes.wrap(later))).isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> SequenceState.decode(Bytes.EMPTY)).isInstanceOf(SalusException.class);
    }

    @Test
    void aLaterEpochGoesOnWhereTheEarlierEnded() {
        EpochStart start = new EpochStart(1, 41, NOON);
        SequenceState state = SequenceState.of(new HashgraphNetwork(new NetworkId("net"), List.of(), start));

        assertThat(state.sequence()).isEqualTo(41);
        assertThat(state.lastTime()).isEqualTo(NOON);
        assertThat(state.runningHash()).isNotEqualTo(GENESIS.runningHash());
    }

    private static SequenceState genesis(String network) {
        return SequenceState.of(new HashgraphNetwork(new NetworkId(network), List.of()));
    }

    private static Round round(String content, Instant time) {
        return Round.of(1, List.of(new OrderedTransaction(Octets.utf8(content), time, new MemberId("member-0"))));
    }
}

package health.salus.consensus.solo;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordFormatTest {

    private static final NetworkId NETWORK = new NetworkId("demo");
    private static final LogRecord RECORD =
            new LogRecord(1, Instant.parse("2026-01-01T00:00:00.25Z"), List.of(Octets.utf8("one"), Octets.utf8("two")));

    /// The vector of docs/formats/solo-log.md, computed apart from this code.
    @Test
    void theDocumentedVectorIsReproduced() {
        assertThat(Octets.wrap(RecordFormat.frame(NETWORK, RECORD)).hex())
                .isEqualTo("534c52430000002c19920b75010464656d6f0000000000000001000000006955b9000ee6b28000000002"
                        + "000000036f6e650000000374776f");
    }

    @Test
    void aBodyIsReadBackAsItWasWritten() {
        assertThat(RecordFormat.body(NETWORK, body())).isEqualTo(new RecordFormat.Body.Understood(RECORD));
    }

    /// A checksum says that bytes are as they were written, not that they make sense.
    @Test
    void noChangeOfABodyIsTakenForAnotherRecordOfOddLength() {
        for (int cut = 0; cut < body().length - 35; cut++) {
            assertThat(RecordFormat.body(NETWORK, Arrays.copyOf(body(), body().length - 1 - cut)))
                    .isInstanceOf(RecordFormat.Body.Foreign.class);
        }
        assertThat(RecordFormat.body(NETWORK, Arrays.copyOf(body(), body().length + 1)))
                .isInstanceOf(RecordFormat.Body.Foreign.class);
    }

    private static byte[] body() {
        byte[] frame = RecordFormat.frame(NETWORK, RECORD);
        return Arrays.copyOfRange(frame, RecordFormat.FRAME_HEADER_BYTES, frame.length);
    }
}

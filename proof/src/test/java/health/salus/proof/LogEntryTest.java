package health.salus.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogEntryTest {

    private static final NetworkId NETWORK = new NetworkId("demo");
    private static final Instant TIME = Instant.ofEpochSecond(1_767_225_600L, 250_000_000);
    private static final Digest ONES = Digest.ofHex("11".repeat(32));
    private static final Digest TWOS = Digest.ofHex("22".repeat(32));

    private static final LogEntry TRANSACTION = new LogEntry.TransactionEntry(1, NETWORK, ONES, TWOS, TIME);
    private static final LogEntry HEADER = new LogEntry.HeaderEntry(1, NETWORK, 7, ONES, TWOS, TIME);

    /// From docs/formats/log-entry.md, where the bytes are taken apart.
    @Test
    void reproducesTheVectors() {
        assertThat(TRANSACTION.encode().hex()).isEqualTo(TRANSACTION_VECTOR);
        assertThat(HEADER.encode().hex()).isEqualTo(HEADER_VECTOR);
    }

    private static final String TRANSACTION_VECTOR =
            "a66474696d65821a6955b9001a0ee6b2806474797065705472616e73616374696f6e456e747279676e65"
                    + "74776f726b6464656d6f676f7574636f6d65582022222222222222222222222222222222222222222222"
                    + "222222222222222222226776657273696f6e017173616c7465645472616e73616374696f6e5820111111"
                    + "1111111111111111111111111111111111111111111111111111111111";
    private static final String HEADER_VECTOR =
            "a76474696d65821a6955b9001a0ee6b28064747970656b486561646572456e7472796668656967687407"
                    + "676e6574776f726b6464656d6f6776657273696f6e01696d656d62657253657458202222222222222222"
                    + "222222222222222222222222222222222222222222222222697374617465526f6f745820111111111111"
                    + "1111111111111111111111111111111111111111111111111111";

    @Test
    void isReadBack() {
        assertThat(LogEntry.decode(TRANSACTION.encode())).isEqualTo(TRANSACTION);
        assertThat(LogEntry.decode(HEADER.encode())).isEqualTo(HEADER);
        assertThat(HEADER.leafHash()).isEqualTo(Digest.sha256(Octets.concat(Octets.of((byte) 0), HEADER.encode())));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> new LogEntry.HeaderEntry(2, NETWORK, 7, ONES, TWOS, TIME))
                .isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> new LogEntry.HeaderEntry(1, NETWORK, -1, ONES, TWOS, TIME))
                .isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> LogEntry.decode(Octets.concat(HEADER.encode(), Octets.of((byte) 0))))
                .isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> LogEntry.decode(Octets.wrap(new byte[LogEntry.MAX_BYTES + 1])))
                .isInstanceOf(SalusException.class);
    }
}

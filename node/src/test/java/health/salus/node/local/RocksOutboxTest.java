package health.salus.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.node.local.LocalStore.Space;
import health.salus.platform.records.Outbox.Settled;
import health.salus.platform.records.Outbox.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The outbox keeps what somebody may still ask for, and no more.
class RocksOutboxTest {

    private static final Waiting FIRST = waiting("first");
    private static final Waiting SECOND = waiting("second");

    @TempDir
    Path directory;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private LocalStore store;
    private RocksOutbox outbox;

    @BeforeEach
    void open() {
        store = new LocalStore(directory.resolve("local"));
        outbox = new RocksOutbox(store, () -> now);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsNoEnvelopeOfWhatIsSettled() {
        outbox.put(FIRST, List.of());
        assertThat(outbox.find(FIRST.key())).contains(FIRST);
        outbox.settle(FIRST.key());
        assertThat(outbox.find(FIRST.key())).contains(new Settled(FIRST.request(), FIRST.result()));
        assertThat(outbox.unsettled()).isEmpty();
        store.forEach(Space.OUTBOX, (_, value) -> {
            assertThat(value.hex()).doesNotContain(FIRST.envelope().hex());
            return true;
        });
    }

    @Test
    void findsTheSameUnderEachOfItsKeys() {
        Digest other = Digest.sha256(Octets.utf8("another change of the same"));
        outbox.put(FIRST, List.of(other));
        assertThat(outbox.find(other)).contains(FIRST);
        outbox.settle(FIRST.key());
        assertThat(outbox.find(other)).contains(new Settled(FIRST.request(), FIRST.result()));
        assertThat(outbox.unsettled()).isEmpty();
        outbox.forget(FIRST.key());
        assertThat(outbox.find(other)).isEmpty();
    }

    /// Several changes were put together and refused; then some of them are put again, under the same first key.
    @Test
    void aNameIsOfWhatItWasGivenTo() {
        Digest together = Digest.sha256(Octets.utf8("a change that went with the first"));
        outbox.put(FIRST, List.of(together));
        outbox.forget(FIRST.key());
        Waiting alone = new Waiting(FIRST.key(), FIRST.request(), SECOND.envelope(), SECOND.result());
        outbox.put(alone, List.of());
        outbox.settle(FIRST.key());
        assertThat(outbox.find(together)).isEmpty();
        assertThat(outbox.find(FIRST.key())).contains(new Settled(alone.request(), alone.result()));
    }

    @Test
    void submitsAgainInTheOrderOfWriting() {
        List<Waiting> written = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            now = now.plusSeconds(1);
            written.add(waiting("write " + i));
            outbox.put(written.getLast(), List.of());
        }
        assertThat(outbox.unsettled()).containsExactlyElementsOf(written);
    }

    @Test
    void forgetsWhatIsOlderThanTheRetentionWhileItRuns() {
        outbox.put(FIRST, List.of());
        outbox.settle(FIRST.key());
        now = now.plus(Duration.ofDays(6));
        outbox.put(SECOND, List.of());
        outbox.settle(SECOND.key());
        outbox.forgetOld();
        assertThat(outbox.find(FIRST.key())).isPresent();
        now = now.plus(Duration.ofDays(2));
        outbox.forgetOld();
        assertThat(outbox.find(FIRST.key())).isEmpty();
        assertThat(outbox.find(SECOND.key())).isPresent();
    }

    private static Waiting waiting(String name) {
        Octets envelope = Octets.utf8("the envelope of " + name);
        return new Waiting(
                Digest.sha256(Octets.utf8(name)), Digest.sha256(envelope), envelope, Octets.utf8("answer to " + name));
    }
}

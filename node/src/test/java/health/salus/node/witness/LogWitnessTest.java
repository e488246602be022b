package health.salus.node.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.node.local.LocalStore;
import health.salus.proof.membership.WitnessKey;
import health.salus.proof.witness.LogNote;
import health.salus.proof.witness.WitnessRequest;
import health.salus.proof.witness.WitnessedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a witness keeps, when, and in which order.
class LogWitnessTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path directory;

    private final SmallLog log = SmallLog.of("example.com/log");
    private LocalStore local;
    private WitnessKey key;

    @BeforeEach
    void open() {
        local = new LocalStore(directory.resolve("local"));
        key = WitnessKey.open(directory, new NetworkId("demo"), new MemberId("north"), new SystemRandomSource());
    }

    @AfterEach
    void close() {
        local.close();
    }

    private LogWitness witness(Supplier<WitnessKey> signing) {
        return new LogWitness(
                Map.of("example.com/log", new WitnessedLog.ByKey("example.com/log", List.of(log.key()))),
                signing,
                new LogWitness.Surroundings(local, new LogEvidence(directory.resolve("evidence")), () -> NOW));
    }

    @Test
    void remembersAcrossAStart() {
        assertThat(cosigned(witness(() -> key), log.request(0, 9))).isTrue();
        local.close();
        local = new LocalStore(directory.resolve("local"));
        assertThat(witness(() -> key).add(log.request(0, 20))).isEqualTo(new LogWitness.Answer.Conflict(9));
        assertThat(cosigned(witness(() -> key), log.request(9, 20))).isTrue();
    }

    /// What dies after the mark has said nothing to anybody; the log proves from the mark.
    @Test
    void cosignsAgainAfterACrashBetweenMarkAndSignature() {
        LogWitness dying = witness(() -> {
            throw new IllegalStateException("the process dies here");
        });
        assertThatThrownBy(() -> dying.add(log.request(0, 9))).isInstanceOf(IllegalStateException.class);
        LogWitness restarted = witness(() -> key);
        assertThat(restarted.add(log.request(0, 9))).isEqualTo(new LogWitness.Answer.Conflict(9));
        assertThat(cosigned(restarted, log.request(9, 9))).isTrue();
        assertThat(restarted.add(log.rewritten().request(9, 9))).isEqualTo(new LogWitness.Answer.Conflict(9));
    }

    /// Two histories of one log race for the first signature, from many threads: only one of them ever has any.
    @Test
    void cosignsOneHistoryWhoeverComesFirst() throws Exception {
        SmallLog other = log.rewritten();
        LogWitness witness = witness(() -> key);
        int first = ThreadLocalRandom.current().nextInt(2);
        System.out.println("first history of the race: " + first);
        List<Future<Boolean>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                SmallLog one = (i + first) % 2 == 0 ? log : other;
                int size = 1 + i / 2;
                results.add(threads.submit(() -> cosigned(witness, one.request(0, size))));
            }
        }
        long signed = 0;
        for (Future<Boolean> result : results) {
            signed += result.get() ? 1 : 0;
        }
        assertThat(signed).isEqualTo(1);
    }

    @Test
    void keepsBothCheckpointsOfALogThatSignedTwo() throws IOException {
        LogWitness witness = witness(() -> key);
        assertThat(cosigned(witness, log.request(0, 9))).isTrue();
        LogNote second = log.rewritten().note(9);
        for (int i = 0; i < 3; i++) {
            assertThat(witness.add(new WitnessRequest(9, List.of(), second)))
                    .isEqualTo(new LogWitness.Answer.Conflict(9));
        }
        try (var files = Files.list(directory.resolve("evidence"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readString(file))
                            .isEqualTo(log.note(9).text() + "\n" + second.text()));
        }
    }

    @Test
    void nobodyIsWitnessedWhoIsNotOnTheList() {
        assertThatThrownBy(() ->
                        witness(() -> key).add(SmallLog.of("example.com/other").request(0, 9)))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_LOG));
    }

    private boolean cosigned(LogWitness witness, WitnessRequest request) {
        return witness.add(request) instanceof LogWitness.Answer.Cosigned(var line)
                && key.verifierKey().verifies(request.note().checkpoint(), line);
    }
}

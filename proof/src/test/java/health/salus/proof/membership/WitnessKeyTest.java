package health.salus.proof.membership;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.proof.NoteSignature;
import health.salus.proof.witness.LogCheckpoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessKeyTest {

    @TempDir
    Path keys;

    @Test
    void isMadeOnceAndReadAgain() {
        WitnessKey made = open();
        WitnessKey again = open();
        assertThat(made.verifierKey().text())
                .startsWith("salus/demo/north/witness+")
                .isEqualTo(again.verifierKey().text());
        LogCheckpoint checkpoint = new LogCheckpoint("example.com/log", 5, Digest.ZERO, List.of());
        NoteSignature line = again.cosign(checkpoint, Instant.EPOCH);
        assertThat(made.verifierKey().verifies(checkpoint, line)).isTrue();
    }

    private WitnessKey open() {
        return WitnessKey.open(keys, new NetworkId("demo"), new MemberId("north"), new SystemRandomSource());
    }
}

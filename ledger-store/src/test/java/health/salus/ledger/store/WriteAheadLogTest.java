package health.salus.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.testkit.ledger.SampleBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damage to what is in the write-ahead log only.
class WriteAheadLogTest {

    private static final int BLOCKS = 10;

    @TempDir
    private Path directory;

    @TempDir
    private Path copy;

    /// A copy of the files of an open store is what a power cut leaves.
    @BeforeEach
    void copyAnOpenStore() throws IOException {
        try (RocksLedgerStore store = new RocksLedgerStore(directory)) {
            SampleBlocks samples = new SampleBlocks(3);
            for (int i = 0; i < BLOCKS; i++) {
                samples.commit(store, 2, 40);
            }
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
    }

    @Test
    void comesBackWhole() {
        try (RocksLedgerStore store = new RocksLedgerStore(copy)) {
            assertThat(store.height()).isEqualTo(BLOCKS - 1);
            assertThat(StoreCheck.run(store)).isEmpty();
        }
    }

    /// A block whose record was not written to its end was never there; the ones before it are.
    @Test
    void dropsATornBlockAtTheEnd() throws IOException {
        Path log = writeAheadLog();
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(bytes, bytes.length - 100));
        try (RocksLedgerStore store = new RocksLedgerStore(copy)) {
            assertThat(store.height()).isEqualTo(BLOCKS - 2);
            assertThat(StoreCheck.run(store)).isEmpty();
        }
    }

    @Test
    void refusesToOpenWithADamagedBlockInTheMiddle() throws IOException {
        Path log = writeAheadLog();
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length / 2] ^= 1;
        Files.write(log, bytes);
        assertThatThrownBy(() -> new RocksLedgerStore(copy)).isInstanceOfSatisfying(SalusException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.CORRUPT);
            assertThat(refused.detail()).contains(log.getFileName().toString());
        });
    }

    private Path writeAheadLog() throws IOException {
        try (var files = Files.list(copy)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }
}

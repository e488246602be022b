package health.salus.consensus.solo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a crash leaves is repaired; what a disk or a hand has changed is named and refused.
class SoloLogDamageTest {

    private static final int RECORDS = 5;

    @TempDir
    Path directory;

    private Path segment = Path.of("");
    private int recordBytes;

    @BeforeEach
    void writeSomeRecords() throws IOException {
        SoloFixture.write(directory, RECORDS);
        segment = directory.resolve("00000000000000000001.log");
        recordBytes = (int) Files.size(segment) / RECORDS;
    }

    @Test
    void everyLengthOfAHalfWrittenLastRecordIsCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(segment);
        for (int kept = (RECORDS - 1) * recordBytes; kept < whole.length; kept++) {
            Files.write(segment, Arrays.copyOf(whole, kept));

            assertThat(replayed(0)).isEqualTo(RECORDS - 1);
            assertThat(Files.size(segment)).isEqualTo((RECORDS - 1L) * recordBytes);
        }
    }

    @Test
    void aLastRecordWithPagesThatNeverReachedTheDiskIsCutOff() throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        Arrays.fill(bytes, bytes.length - recordBytes / 2, bytes.length, (byte) 0);
        Files.write(segment, bytes);

        assertThat(replayed(0)).isEqualTo(RECORDS - 1);
    }

    @Test
    void afterACutTheLogGoesOnWithTheSameSequence() throws IOException {
        Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), RECORDS * recordBytes - 1));
        CollectingHandler handler = new CollectingHandler(RECORDS - 1L);

        try (SoloConsensus engine = SoloFixture.started(directory, handler)) {
            SoloFixture.accept(engine, SoloFixture.transaction(77));
            handler.awaitTransactions(1);
        }

        assertThat(handler.rounds().getFirst().sequence()).isEqualTo(RECORDS);
        assertThat(replayed(0)).isEqualTo(RECORDS);
    }

    @Test
    void everyFlippedByteBeforeTheLastRecordIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(segment);
        for (int at = 0; at < (RECORDS - 1) * recordBytes; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(segment, damaged);

            long offset = (long) (at / recordBytes) * recordBytes;
            assertRefused(0, segment + " at offset " + offset);
            assertThat(Files.readAllBytes(segment)).isEqualTo(damaged);
        }
    }

    @Test
    void aDamagedLastRecordThatWasExecutedIsNotCutOff() throws IOException {
        byte[] damaged = Files.readAllBytes(segment);
        damaged[damaged.length - 1] ^= 1;
        Files.write(segment, damaged);

        assertRefused(RECORDS, "ends at record " + (RECORDS - 1));
        assertThat(Files.readAllBytes(segment)).isEqualTo(damaged);
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Path segmented = directory.resolve("segmented");
        writeSegments(segmented, 4);
        Files.delete(segmented.resolve("00000000000000000002.log"));

        assertThatThrownBy(() -> open(SoloFixture.config(segmented), 0))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CORRUPT))
                .hasMessageContaining("record 2 is missing");
    }

    @Test
    void damageInAnEarlierFileIsNeverTakenForATornEnd() throws IOException {
        Path segmented = directory.resolve("segmented");
        writeSegments(segmented, 3);
        Path second = segmented.resolve("00000000000000000002.log");
        byte[] bytes = Files.readAllBytes(second);
        Files.write(second, Arrays.copyOf(bytes, bytes.length - 1));

        assertThatThrownBy(() -> open(SoloFixture.config(segmented), 0)).hasMessageContaining(second + " at offset 0");
        assertThat(SoloConsensus.problems(segmented, SoloFixture.NETWORK))
                .singleElement()
                .asString()
                .contains(second.toString());
    }

    @Test
    void anEmptyFileOfACrashAtItsCreationIsRemoved() throws IOException {
        Path next = directory.resolve("00000000000000000006.log");
        Files.createFile(next);

        assertThat(replayed(0)).isEqualTo(RECORDS);
        assertThat(next).doesNotExist();
    }

    @Test
    void theTraceOfAFailedAttemptBeforeANewFileIsIgnored() throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        Path next = directory.resolve("00000000000000000005.log");
        Files.write(next, Arrays.copyOfRange(bytes, bytes.length - recordBytes, bytes.length));

        for (int kept : List.of(bytes.length, bytes.length - 3)) {
            Files.write(segment, Arrays.copyOf(bytes, kept));
            assertThat(replayed(0)).isEqualTo(RECORDS);
        }
    }

    @Test
    void aLogOfAnotherNetworkIsRefused() {
        SoloConfig foreign = new SoloConfig(directory, new NetworkId("other"), SoloFixture.MEMBER);

        assertThatThrownBy(() -> open(foreign, 0)).hasMessageContaining("belongs to network test-net");
    }

    @Test
    void aRecordOfALaterFormatIsRefusedAndKept() throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        int last = bytes.length - recordBytes;
        byte[] body = Arrays.copyOfRange(bytes, last + RecordFormat.FRAME_HEADER_BYTES, bytes.length);
        body[0] = 9;
        int checksum = RecordFormat.checksum(body.length, body, 0);
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[last + 8 + i] = (byte) (checksum >>> (24 - 8 * i));
        }
        bytes[last + RecordFormat.FRAME_HEADER_BYTES] = 9;
        Files.write(segment, bytes);

        assertRefused(0, "format version 9");
        assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {RECORDS + 1, 1000})
    void aLogThatEndsBeforeWhatWasExecutedIsRefused(long executed) {
        assertRefused(executed, "but the ledger has executed up to " + executed);
    }

    @Test
    void anEmptyLogUnderALedgerIsRefused() {
        assertThatThrownBy(() -> open(SoloFixture.config(directory.resolve("nothing")), 3))
                .hasMessageContaining("ends at record 0, but the ledger has executed up to 3");
    }

    @Test
    void aSoundLogHasNoProblems() {
        assertThat(SoloConsensus.problems(directory, SoloFixture.NETWORK)).isEmpty();
    }

    private void writeSegments(Path segmented, int records) {
        CollectingHandler handler = new CollectingHandler(0);
        SoloConfig config = SoloFixture.config(segmented, new SoloLimits(1000, 10, 1000, 100_000, 1));
        try (SoloConsensus engine = SoloFixture.started(config, handler)) {
            IntStream.rangeClosed(1, records).forEach(i -> {
                SoloFixture.accept(engine, SoloFixture.transaction(i));
                handler.awaitTransactions(i);
            });
        }
    }

    private int replayed(long executed) {
        CollectingHandler handler = new CollectingHandler(executed);
        SoloFixture.started(directory, handler).close();
        return handler.rounds().size();
    }

    private void assertRefused(long executed, String detail) {
        assertThatThrownBy(() -> open(SoloFixture.config(directory), executed))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CORRUPT))
                .hasMessageContaining(detail);
    }

    private static void open(SoloConfig config, long executed) {
        try (SoloConsensus engine = new SoloConsensus(config, SoloFixture.STOPPED_CLOCK)) {
            engine.start(new CollectingHandler(executed));
        }
    }
}

package health.salus.client.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.client.log.LogAudit.Finding;
import health.salus.client.log.LogAudit.Reason;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.tiles.LogFile.HashTile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder shows a log whose every file is there and sound, or what it showed before.
class LogMirrorTest {

    private final GrownLog log = new GrownLog().grow(200);
    private final List<LogFile> asked = new ArrayList<>();

    @TempDir
    Path directory;

    private final LogSource counted = new LogSource() {
        @Override
        public Octets checkpoint() {
            return log.checkpoint();
        }

        @Override
        public Octets content(LogFile file) {
            asked.add(file);
            return log.content(file);
        }
    };

    @Test
    void copiesWhatIsNewAndNothingTwice() {
        LogFolder folder = new LogFolder(directory);
        assertThat(mirror(counted, folder)).isInstanceOf(Finding.Sound.class);
        assertThat(folder.checkpoint()).isEqualTo(log.checkpoint());
        assertThat(new LogAudit(folder, log.anchor()).check(Optional.empty(), _ -> {}))
                .isInstanceOf(Finding.Sound.class);
        asked.clear();
        mirror(counted, folder);
        assertThat(asked).isEmpty();

        log.grow(200);
        assertThat(mirror(counted, folder)).isInstanceOf(Finding.Sound.class);
        assertThat(asked).doesNotContain(new HashTile(0, 0, LogFile.FULL)).isNotEmpty();
        assertThat(new LogAudit(folder, log.anchor()).check(Optional.empty(), _ -> {}))
                .isInstanceOf(Finding.Sound.class);
    }

    @Test
    void takesBackWhatIsUnsoundAndGoesOnShowingWhatWas() throws IOException {
        LogFolder folder = new LogFolder(directory);
        mirror(log, folder);
        Octets shown = folder.checkpoint();
        List<Path> before = files();
        log.grow(200);
        LogSource lying = new LogSource() {
            @Override
            public Octets checkpoint() {
                return log.checkpoint();
            }

            @Override
            public Octets content(LogFile file) {
                byte[] content = log.content(file).toArray();
                content[content.length - 1] ^= (byte) (file instanceof HashTile ? 1 : 0);
                return Octets.wrap(content);
            }
        };
        assertThat(mirror(lying, folder))
                .isInstanceOfSatisfying(
                        Finding.Unsound.class,
                        unsound -> assertThat(unsound.reason()).isEqualTo(Reason.TILES_DIFFER));
        assertThat(folder.checkpoint()).isEqualTo(shown);
        assertThat(files()).isEqualTo(before);
        assertThat(new LogAudit(folder, log.anchor()).check(Optional.empty(), _ -> {}))
                .as("what it shows is still sound")
                .isInstanceOf(Finding.Sound.class);
        assertThat(mirror(log, folder)).isInstanceOf(Finding.Sound.class);
    }

    @Test
    void copiesTheChangesOfMembers() {
        LogFolder folder = new LogFolder(directory);
        mirror(log, folder);
        log.changeMembers().grow(5);
        assertThat(mirror(log, folder)).isInstanceOf(Finding.Sound.class);
        assertThat(folder.members()).isEqualTo(log.members());
        assertThat(new LogAudit(folder, log.anchor()).check(Optional.empty(), _ -> {}))
                .isInstanceOf(Finding.Sound.class);
        // A source without them shows a log that others seem to have signed; the copy stays as it is.
        assertThat(mirror(counted, folder))
                .isInstanceOfSatisfying(
                        Finding.Unsound.class,
                        unsound -> assertThat(unsound.reason()).isEqualTo(Reason.NOT_FINAL));
        assertThat(folder.members()).isEqualTo(log.members());
    }

    /// Also what a run left that was killed, or a disk changed since.
    @Test
    void mendsACopyThatWasDamaged() throws IOException {
        LogFolder folder = new LogFolder(directory);
        mirror(log, folder);
        for (Path file : files()) {
            if (!file.endsWith("checkpoint")) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[0] = (byte) ~bytes[0];
                Files.write(file, bytes);
            }
        }
        log.grow(100);
        assertThat(mirror(log, folder)).isInstanceOf(Finding.Sound.class);
    }

    @Test
    void fetchesNothingThatAnUnsignedCheckpointAsksFor() {
        log.show(log.signed(1));
        assertThat(mirror(counted, new LogFolder(directory)))
                .isInstanceOfSatisfying(
                        Finding.Unsound.class,
                        unsound -> assertThat(unsound.reason()).isEqualTo(Reason.NOT_FINAL));
        assertThat(asked).isEmpty();
    }

    @Test
    void leavesNothingHalfThereWhenTheSourceGoesAway() throws IOException {
        LogFolder folder = new LogFolder(directory);
        LogSource away = new LogSource() {
            @Override
            public Octets checkpoint() {
                return log.checkpoint();
            }

            @Override
            public Octets content(LogFile file) {
                if (asked.size() > 2) {
                    throw new SalusException(ErrorCode.UNREACHABLE, "away");
                }
                asked.add(file);
                return log.content(file);
            }
        };
        assertThatThrownBy(() -> mirror(away, folder)).isInstanceOf(SalusException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void doesNotGoBackToAnOlderCheckpoint() {
        LogFolder folder = new LogFolder(directory);
        mirror(log, folder);
        GrownLog shorter = new GrownLog().grow(3);
        assertThat(mirror(shorter, folder))
                .isInstanceOfSatisfying(
                        Finding.Unsound.class,
                        unsound -> assertThat(unsound.reason()).isEqualTo(Reason.OLDER_THAN_SEEN));
        assertThat(folder.checkpoint()).isEqualTo(log.checkpoint());
    }

    private Finding mirror(LogSource source, LogFolder folder) {
        return new LogMirror(source, folder, log.anchor()).update(_ -> {});
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}

package health.salus.client.log;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.CheckpointNote;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.tiles.HashTiles;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.tiles.LogFile.HashTile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Copies a log into a folder that any web server can serve, and checks the copy: what it shows at last is a checkpoint
/// whose every file is there and sound.
public final class LogMirror {

    private final LogSource source;
    private final LogFolder folder;
    private final TrustAnchor anchor;

    public LogMirror(LogSource source, LogFolder folder, TrustAnchor anchor) {
        this.source = source;
        this.folder = folder;
        this.anchor = anchor;
    }

    /// Fetches what is new. Nothing that was copied before is fetched again; what turns out unsound is taken back, and
    /// the folder goes on showing what it showed.
    ///
    /// @param progress told how many entries have been checked
    public LogAudit.Finding update(LongConsumer progress) {
        Octets checkpoint = source.checkpoint();
        Optional<CheckpointNote> before = shown();
        List<LogFile> fetched = new ArrayList<>();
        boolean sound = false;
        try {
            forEachFile(size(checkpoint), file -> {
                if (!folder.has(file)) {
                    folder.write(file, source.content(file));
                    fetched.add(file);
                }
            });
            LogAudit.Finding finding = new LogAudit(new Shown(folder, checkpoint), anchor).check(before, progress);
            sound = finding instanceof LogAudit.Finding.Sound;
            if (sound) {
                folder.writeCheckpoint(checkpoint);
            }
            return finding;
        } finally {
            if (!sound) {
                fetched.forEach(folder::remove);
            }
        }
    }

    private Optional<CheckpointNote> shown() {
        try {
            return Optional.of(CheckpointNote.parse(folder.checkpoint()));
        } catch (SalusException none) {
            if (none.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw none;
        }
    }

    /// Of a checkpoint that is none, there are no files; the check says what is wrong with it.
    private static long size(Octets checkpoint) {
        try {
            return CheckpointNote.parse(checkpoint).checkpoint().size();
        } catch (SalusException malformed) {
            return 0;
        }
    }

    private static void forEachFile(long size, Consumer<LogFile> each) {
        for (long index = 0; ; index++) {
            Optional<LogFile.EntryBundle> bundle = HashTiles.entriesInLog(index, size);
            if (bundle.isEmpty()) {
                break;
            }
            each.accept(bundle.get());
        }
        for (int level = 0; level <= HashTile.MAX_LEVEL; level++) {
            for (long index = 0; ; index++) {
                Optional<HashTile> tile = HashTiles.inLog(level, index, size);
                if (tile.isEmpty()) {
                    break;
                }
                each.accept(tile.get());
            }
        }
    }

    /// The folder with a checkpoint that it does not show yet.
    private record Shown(LogFolder folder, Octets checkpoint) implements LogSource {
        @Override
        public Octets content(LogFile file) {
            return folder.content(file);
        }
    }
}

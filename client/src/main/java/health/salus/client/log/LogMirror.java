package health.salus.client.log;

import health.salus.client.log.LogAudit.Reason;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MerkleTree;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.tiles.EntryBundles;
import health.salus.proof.tiles.HashTiles;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.tiles.LogFile.HashTile;
import health.salus.proof.tiles.TiledTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

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

    /// Fetches what is new. What the shown checkpoint covers is not fetched again, unless it is damaged; what turns out
    /// unsound is taken back, and the folder goes on showing what it showed.
    ///
    /// @param progress told how many entries have been checked
    public LogAudit.Finding update(LongConsumer progress) {
        // Before the checkpoint, which then covers it.
        Optional<Octets> witnessed = witnessed();
        Octets checkpoint = source.checkpoint();
        Optional<Octets> members = source.members();
        Optional<CheckpointNote> before = shown();
        LogAudit audit = new LogAudit(new Shown(folder, checkpoint, members), anchor);
        CheckpointNote note;
        try {
            note = CheckpointNote.parse(checkpoint);
        } catch (SalusException malformed) {
            return audit.check(before, progress);
        }
        // An unsigned one could name any number of files.
        Optional<LogAudit.Finding> refused = audit.refused(note, before);
        if (refused.isPresent()) {
            return refused.get();
        }
        long size = note.checkpoint().size();
        long trusted = before.map(one -> one.checkpoint().size()).orElse(0L);
        LogAudit.Finding finding = copied(size, trusted, () -> audit.check(before, progress));
        if (finding instanceof LogAudit.Finding.Unsound && trusted > 0 && isDamaged()) {
            // With every file anew: the copy has nothing left to lose, and what is served may be sound.
            finding = copied(size, 0, () -> audit.check(before, progress));
        }
        if (finding instanceof LogAudit.Finding.Sound) {
            // Before the checkpoint, which those may have signed who came last.
            members.ifPresent(folder::writeMembers);
            folder.writeCheckpoint(checkpoint);
            return witnessed.flatMap(lagging -> showWitnessed(lagging, size)).orElse(finding);
        }
        return finding;
    }

    private Optional<Octets> witnessed() {
        try {
            return Optional.of(source.witnessed());
        } catch (SalusException none) {
            if (none.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw none;
        }
    }

    /// Shows a checkpoint that lags behind the one that the folder shows, with the narrower files of its own size. They
    /// are cut from those that are there, which are sound.
    ///
    /// @param size of the log in the folder
    /// @return what is wrong with it
    private Optional<LogAudit.Finding> showWitnessed(Octets encoded, long size) {
        CheckpointNote note;
        try {
            note = CheckpointNote.parse(encoded);
        } catch (SalusException malformed) {
            return Optional.of(new LogAudit.Finding.Unsound(Reason.CHECKPOINT_MALFORMED, malformed.detail()));
        }
        Optional<LogAudit.Finding> refused = new LogAudit(folder, anchor).refused(note, Optional.empty());
        long older = note.checkpoint().size();
        if (refused.isPresent() || older > size) {
            return refused;
        }
        TiledTree tree = new TiledTree(folder, size);
        if (!MerkleTree.root(older, tree).equals(note.checkpoint().root())) {
            return Optional.of(new LogAudit.Finding.Unsound(
                    Reason.HISTORY_REWRITTEN, "the first " + older + " entries are not those that were witnessed"));
        }
        forEachFile(older, file -> {
            if (!folder.has(file)) {
                folder.write(file, cut(file, tree, size));
            }
        });
        folder.writeWitnessed(encoded);
        return Optional.empty();
    }

    private Octets cut(LogFile file, TiledTree tree, long size) {
        return switch (file) {
            case HashTile tile -> HashTiles.encode(tile, tree);
            case LogFile.EntryBundle bundle -> {
                LogFile wider = HashTiles.entriesInLog(bundle.index(), size).orElseThrow();
                yield EntryBundles.encode(
                        EntryBundles.decode(folder.content(wider)).subList(0, bundle.width()));
            }
        };
    }

    /// Whether the copy does not even hold against the checkpoint that it shows. While it does, nothing that a source
    /// serves may replace a file of it.
    private boolean isDamaged() {
        return !(new LogAudit(folder, anchor).check(Optional.empty(), _ -> {}) instanceof LogAudit.Finding.Sound);
    }

    /// @param trusted files of a log of this size are taken as they are where they are there
    private LogAudit.Finding copied(long size, long trusted, Supplier<LogAudit.Finding> check) {
        List<LogFile> added = new ArrayList<>();
        boolean sound = false;
        try {
            forEachFile(size, file -> {
                boolean there = folder.has(file);
                if (!there || !isCovered(file, trusted)) {
                    folder.write(file, source.content(file));
                }
                if (!there) {
                    added.add(file);
                }
            });
            LogAudit.Finding finding = check.get();
            sound = finding instanceof LogAudit.Finding.Sound;
            return finding;
        } finally {
            if (!sound) {
                added.forEach(folder::remove);
            }
        }
    }

    private static boolean isCovered(LogFile file, long size) {
        Optional<? extends LogFile> inLog = switch (file) {
            case HashTile tile -> HashTiles.inLog(tile.level(), tile.index(), size);
            case LogFile.EntryBundle bundle -> HashTiles.entriesInLog(bundle.index(), size);
        };
        return inLog.filter(there -> there.width() >= file.width()).isPresent();
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
    private record Shown(LogFolder folder, Octets checkpoint, Optional<Octets> members) implements LogSource {
        @Override
        public Octets content(LogFile file) {
            return folder.content(file);
        }
    }
}

package health.salus.ledger.store;

import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;

/// Recomputes all that the ledger on this disk claims: the files' checksums, the log from the blocks, the blocks'
/// entries from their transactions, and the root of the state from its values. Names what differs.
///
/// Reads everything once and changes nothing. Memory does not grow with the ledger.
public final class StoreCheck {

    /// After so many findings a part of the check ends: what follows is most likely the same damage.
    static final int MAX_FINDINGS = 20;

    private final RocksLedgerStore store;
    private final Progress progress;
    private final List<Finding> findings = new ArrayList<>();

    /// Something that is not as it was written.
    ///
    /// @param place the file, where known, or the kind of thing and its key or height
    public record Finding(String place, String what) {}

    /// Told from time to time how far the check has come.
    @FunctionalInterface
    public interface Progress {
        void at(String part, long done, long total);

        /// For who does not want to know.
        Progress NONE = (_, _, _) -> {};
    }

    /// Where a part of the check puts what it finds.
    @FunctionalInterface
    interface Findings {
        /// @return false when there are enough
        boolean add(String place, String what);
    }

    private StoreCheck(RocksLedgerStore store, Progress progress) {
        this.store = store;
        this.progress = progress;
    }

    /// Empty if everything is as it was written. Nothing may be committed meanwhile.
    public static List<Finding> run(RocksLedgerStore store) {
        return run(store, Progress.NONE);
    }

    public static List<Finding> run(RocksLedgerStore store, Progress progress) {
        StoreCheck check = new StoreCheck(store, progress);
        check.files();
        check.part("log", () -> new BlockCheck(store, progress, check::add).run());
        check.part("state", () -> new StateCheck(store, progress, check::add).run());
        return List.copyOf(check.findings);
    }

    /// RocksDB keeps a checksum of every block of its files, and names the file of a wrong one.
    private void files() {
        progress.at("files", 0, 1);
        try {
            store.columns().verifyChecksums();
        } catch (RocksDBException damaged) {
            add("ledger file", String.valueOf(damaged.getMessage()));
        }
        progress.at("files", 1, 1);
    }

    /// Damaged files make reading fail in the middle: that, too, is a finding.
    private void part(String place, Runnable check) {
        try {
            check.run();
        } catch (SalusException unreadable) {
            add(place, unreadable.detail());
        }
    }

    private boolean add(String place, String what) {
        findings.add(new Finding(place, what));
        return findings.size() < MAX_FINDINGS;
    }
}

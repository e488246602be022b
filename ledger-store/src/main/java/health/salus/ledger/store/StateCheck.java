package health.salus.ledger.store;

import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.store.Columns.Column;
import health.salus.ledger.store.StatePage.Slot;
import health.salus.ledger.store.StoreCheck.Findings;
import health.salus.ledger.store.StoreCheck.Progress;
import health.salus.ledger.store.TreeHash.Kind;
import java.util.Arrays;
import java.util.Optional;

/// Walks the pages of the state's tree from the root: each page must have the hash that the page above says, and
/// each leaf the hash of its value. Then every value must have been met.
final class StateCheck {

    private static final String PART = "state";
    private static final int REPORT_EVERY = 4096;

    private final RocksLedgerStore store;
    private final Progress progress;
    private final Findings findings;
    private final TreeHash hashes = new TreeHash();
    private long leaves;
    private boolean damaged;
    private boolean enough;

    StateCheck(RocksLedgerStore store, Progress progress, Findings findings) {
        this.store = store;
        this.progress = progress;
        this.findings = findings;
    }

    void run() {
        byte[] root = store.stateRoot().octets().toArray();
        if (!TreeHash.isEmpty(root)) {
            page(new byte[TreeHash.HASH_BYTES], 0, root);
        }
        if (damaged) {
            // What lies below a damaged page was not met, and says nothing.
            return;
        }
        long values = values();
        progress.at(PART, values, values);
        if (values != leaves) {
            strays();
        }
    }

    /// @param prefix a key whose first `depth` nibbles lead to the page
    private void page(byte[] prefix, int depth, byte[] expected) {
        byte[] pageKey = PageKey.of(prefix, depth);
        String place = "state page " + Octets.of(pageKey).hex();
        Optional<StatePage> page = read(pageKey, place);
        if (page.isEmpty()) {
            return;
        }
        if (!Arrays.equals(page.get().subtree(0, StatePage.SLOTS, hashes).hash(), expected)) {
            find(place, "its hash is not the one above it");
        }
        for (int nibble = 0; nibble < StatePage.SLOTS && !enough; nibble++) {
            byte[] below = PageKey.with(prefix, depth, nibble);
            page.get().slot(nibble).ifPresent(slot -> slot(slot, below, depth + 1));
        }
    }

    private void slot(Slot slot, byte[] prefix, int depth) {
        if (slot.kind() == Kind.NODE) {
            page(prefix, depth, slot.hash());
            return;
        }
        if (leaves++ % REPORT_EVERY == 0) {
            progress.at(PART, leaves, store.columns().estimatedCount(Column.STATE));
        }
        String place = "state key " + Octets.of(slot.key()).hex();
        try {
            Optional<byte[]> value = store.columns().read(Column.STATE, slot.key());
            if (value.isEmpty()) {
                find(place, "its value is missing");
            } else if (!Arrays.equals(hashes.value(value.get()), slot.valueHash())) {
                find(place, "its value is not the one in the tree");
            } else if (!Arrays.equals(PageKey.of(slot.key(), depth), PageKey.of(prefix, depth))) {
                find(place, "its leaf stands in another key's place");
            }
        } catch (SalusException unreadable) {
            find(place, "cannot be read: " + unreadable.detail());
        }
    }

    private Optional<StatePage> read(byte[] pageKey, String place) {
        try {
            Optional<byte[]> encoded = store.columns().read(Column.PAGES, pageKey);
            if (encoded.isEmpty()) {
                find(place, "is missing");
            }
            return encoded.map(bytes -> StatePage.decode(bytes, hashes));
        } catch (SalusException unreadable) {
            find(place, "cannot be read: " + unreadable.detail());
        }
        return Optional.empty();
    }

    private long values() {
        long[] count = {0};
        store.columns().forEach(Column.STATE, (_, _) -> {
            count[0]++;
            return true;
        });
        return count[0];
    }

    /// Names values that the tree does not know.
    private void strays() {
        store.columns().forEach(Column.STATE, (key, _) -> {
            StateProver prover = new StateProver(pageKey -> store.columns().read(Column.PAGES, pageKey));
            if (!prover.finds(key)) {
                find("state key " + Octets.of(key).hex(), "has a value that is not in the tree");
            }
            return !enough;
        });
    }

    private void find(String place, String what) {
        damaged = true;
        enough = enough || !findings.add(place, what);
    }
}

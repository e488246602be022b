package health.salus.ledger.store;

import health.salus.ledger.store.StatePage.Slot;
import health.salus.ledger.store.TreeHash.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One batch of changes to the tree: reads the pages on the way, and collects the pages to write.
final class TreeUpdate {

    private final PageReader reader;
    private final TreeHash hashes = new TreeHash();
    private final TreeMap<byte[], Optional<byte[]>> pages = new TreeMap<>(Arrays::compareUnsigned);

    TreeUpdate(PageReader reader) {
        this.reader = reader;
    }

    /// A new value for a key, or none.
    static final class Change {
        private final byte[] key;
        private final Optional<byte[]> valueHash;

        Change(byte[] key, Optional<byte[]> valueHash) {
            this.key = key;
            this.valueHash = valueHash;
        }
    }

    /// @param changes in the order of their keys, each key once
    /// @return the new root
    byte[] apply(List<Change> changes) {
        Optional<Slot> root = below(0, PageKey.of(new byte[TreeHash.HASH_BYTES], 0), changes);
        return root.map(Slot::hash).orElse(TreeHash.empty());
    }

    /// Pages to write, and keys of pages to remove, in order.
    SortedMap<byte[], Optional<byte[]>> pages() {
        return pages;
    }

    /// Applies changes that all lie below one page that exists, or may exist when it is the topmost.
    private Optional<Slot> below(int depth, byte[] pageKey, List<Change> changes) {
        StatePage page = reader.page(pageKey)
                .map(bytes -> StatePage.decode(bytes, hashes))
                .orElseGet(StatePage::new);
        return update(page, depth, pageKey, changes);
    }

    private Optional<Slot> update(StatePage page, int depth, byte[] pageKey, List<Change> changes) {
        int from = 0;
        while (from < changes.size()) {
            int nibble = PageKey.nibble(changes.get(from).key, depth);
            int to = from + 1;
            while (to < changes.size() && PageKey.nibble(changes.get(to).key, depth) == nibble) {
                to++;
            }
            page.set(nibble, updateSlot(page.slot(nibble), depth + 1, changes.subList(from, to)));
            from = to;
        }
        Optional<Slot> collapsed = page.collapsed(hashes);
        boolean kept = collapsed.isPresent() && (collapsed.get().kind() == Kind.NODE || depth == 0);
        pages.put(pageKey, kept ? Optional.of(page.encode(hashes)) : Optional.empty());
        return collapsed;
    }

    private Optional<Slot> updateSlot(Optional<Slot> slot, int depth, List<Change> changes) {
        if (slot.isPresent() && slot.get().kind() == Kind.NODE) {
            return below(depth, PageKey.of(changes.getFirst().key, depth), changes);
        }
        return build(slot.map(leaf -> withLeaf(leaf, changes)).orElse(changes), depth);
    }

    /// The subtree of these changes alone, on empty ground.
    private Optional<Slot> build(List<Change> changes, int depth) {
        List<Change> present =
                changes.stream().filter(change -> change.valueHash.isPresent()).toList();
        if (present.isEmpty()) {
            return Optional.empty();
        }
        if (present.size() == 1) {
            Change only = present.getFirst();
            return Optional.of(Slot.leaf(only.key, only.valueHash.orElseThrow(), hashes));
        }
        return update(new StatePage(), depth, PageKey.of(present.getFirst().key, depth), present);
    }

    /// The leaf that stood there takes part as if it were written anew, unless it is changed itself.
    private static List<Change> withLeaf(Slot leaf, List<Change> changes) {
        List<Change> all = new ArrayList<>(changes.size() + 1);
        boolean placed = false;
        for (Change change : changes) {
            int order = placed ? -1 : Arrays.compareUnsigned(leaf.key(), change.key);
            if (order < 0 && !placed) {
                all.add(new Change(leaf.key(), Optional.of(leaf.valueHash())));
            }
            placed = placed || order <= 0;
            all.add(change);
        }
        if (!placed) {
            all.add(new Change(leaf.key(), Optional.of(leaf.valueHash())));
        }
        return all;
    }
}

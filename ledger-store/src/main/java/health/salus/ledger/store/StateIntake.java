package health.salus.ledger.store;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.store.Columns.Column;
import health.salus.ledger.store.StatePage.Slot;
import health.salus.ledger.store.TreeHash.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// Takes in a state from strangers: walks the tree from its root, which is known, and asks for each page and value by
/// the hash that the page above has of it. So a wrong one is refused when it comes, and nothing can be left out.
///
/// What was taken is on the disk: after a break the walk passes over it. For one thread.
public final class StateIntake {

    private static final int MAX_PAGES = 256;
    private static final int MAX_VALUES = 1024;

    private final Columns columns;
    private final TreeHash hashes = new TreeHash();
    private final Deque<WantedPage> pages = new ArrayDeque<>();
    private final Deque<WantedValue> values = new ArrayDeque<>();
    private final List<WantedPage> askedPages = new ArrayList<>();
    private final List<WantedValue> askedValues = new ArrayList<>();
    private long taken;

    /// @param prefix a key whose first `depth` nibbles lead to the page
    private record WantedPage(Octets prefix, int depth, Octets hash) {
        Octets key() {
            return Octets.wrap(PageKey.of(prefix.toArray(), depth));
        }
    }

    private record WantedValue(Octets key, Octets hash) {}

    /// What to ask for: keys of pages, and keys of values; empty at the end.
    public record Wanted(List<Octets> pages, List<Octets> values) {

        public boolean isEmpty() {
            return pages.isEmpty() && values.isEmpty();
        }
    }

    StateIntake(Columns columns, byte[] root) {
        this.columns = columns;
        if (!TreeHash.isEmpty(root)) {
            pages.push(new WantedPage(Octets.wrap(new byte[TreeHash.HASH_BYTES]), 0, Octets.of(root)));
        }
    }

    /// Pages and values on the disk now, those that were there before included.
    public long taken() {
        return taken;
    }

    /// What is wanted next; what was asked for before and did not come is asked for again.
    public Wanted next() {
        askedPages.reversed().forEach(pages::push);
        askedValues.reversed().forEach(values::push);
        askedPages.clear();
        askedValues.clear();
        while (!pages.isEmpty() && askedPages.size() < MAX_PAGES && values.size() < MAX_VALUES) {
            WantedPage page = pages.pop();
            columns.read(Column.PAGES, page.key().toArray())
                    .ifPresentOrElse(here -> walk(page, StatePage.decode(here, hashes)), () -> askedPages.add(page));
        }
        while (!values.isEmpty() && askedValues.size() < MAX_VALUES) {
            WantedValue value = values.pop();
            if (columns.read(Column.STATE, value.key.toArray()).isPresent()) {
                taken++;
            } else {
                askedValues.add(value);
            }
        }
        return new Wanted(
                askedPages.stream().map(WantedPage::key).toList(),
                askedValues.stream().map(WantedValue::key).toList());
    }

    /// Takes what came for the last [#next]: of both kinds as many as the peer gave, in their order.
    ///
    /// @throws SalusException `BAD_SIGNATURE` for what is not in the tree whose root the members signed; what came
    /// before it is kept
    public void accept(List<Octets> givenPages, List<Octets> givenValues) {
        boolean nothing = givenPages.isEmpty() && givenValues.isEmpty();
        if (nothing || givenPages.size() > askedPages.size() || givenValues.size() > askedValues.size()) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "the peer gives other parts of the state than were asked for");
        }
        try (WriteBatch batch = new WriteBatch();
                WriteOptions unsynced = new WriteOptions()) {
            for (int i = 0; i < givenPages.size(); i++) {
                WantedPage wanted = askedPages.get(i);
                StatePage page = check(wanted, givenPages.get(i));
                batch.put(columns.of(Column.PAGES), wanted.key().toArray(), page.encode(hashes));
            }
            for (int i = 0; i < givenValues.size(); i++) {
                WantedValue wanted = askedValues.get(i);
                byte[] value = givenValues.get(i).toArray();
                require(Arrays.equals(hashes.value(value), wanted.hash.toArray()), "a value of the state");
                batch.put(columns.of(Column.STATE), wanted.key.toArray(), value);
            }
            columns.write(batch, unsynced, "the state cannot be taken in");
        } catch (RocksDBException failed) {
            throw StoreFailure.of("the state cannot be taken in", failed);
        }
        // The walk goes on from what is here now: the next call finds these pages and values on the disk.
    }

    private StatePage check(WantedPage wanted, Octets given) {
        StatePage page;
        try {
            page = StatePage.decode(given.toArray(), hashes);
        } catch (SalusException cut) {
            throw new SalusException(ErrorCode.BAD_SIGNATURE, "a page of the state is cut short", cut);
        }
        boolean same = Arrays.equals(page.subtree(0, StatePage.SLOTS, hashes).hash(), wanted.hash.toArray());
        // A page with one leaf is none, except at the top: the leaf would stand in the slot above.
        Optional<Kind> kind = page.collapsed(hashes).map(Slot::kind);
        require(same && (wanted.depth == 0 || kind.equals(Optional.of(Kind.NODE))), "a page of the state");
        for (int nibble = 0; nibble < StatePage.SLOTS; nibble++) {
            byte[] prefix = PageKey.with(wanted.prefix.toArray(), wanted.depth, nibble);
            int depth = wanted.depth + 1;
            require(
                    page.slot(nibble)
                            .filter(slot -> slot.kind() == Kind.LEAF)
                            .map(leaf -> Arrays.equals(PageKey.of(leaf.key(), depth), PageKey.of(prefix, depth)))
                            .orElse(true),
                    "the place of a leaf of the state");
        }
        return page;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new SalusException(
                    ErrorCode.BAD_SIGNATURE, what + " that the peer gave is not the one that the members signed");
        }
    }

    private void walk(WantedPage here, StatePage page) {
        taken++;
        for (int nibble = StatePage.SLOTS - 1; nibble >= 0; nibble--) {
            Octets prefix = Octets.wrap(PageKey.with(here.prefix.toArray(), here.depth, nibble));
            page.slot(nibble).ifPresent(slot -> {
                if (slot.kind() == Kind.NODE) {
                    pages.push(new WantedPage(prefix, here.depth + 1, Octets.of(slot.hash())));
                } else {
                    values.push(new WantedValue(Octets.of(slot.key()), Octets.of(slot.valueHash())));
                }
            });
        }
    }
}

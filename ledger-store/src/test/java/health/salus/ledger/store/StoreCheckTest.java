package health.salus.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.store.Columns.Column;
import health.salus.ledger.store.StoreCheck.Finding;
import health.salus.testkit.ledger.SampleBlocks;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// Damage that the checksums of files do not show, because it was written with care.
class StoreCheckTest {

    private static final int BLOCKS = 12;

    @TempDir
    private Path directory;

    private RocksLedgerStore store;

    @BeforeEach
    void write() {
        store = new RocksLedgerStore(directory);
        SampleBlocks samples = new SampleBlocks(4);
        for (int i = 0; i < BLOCKS; i++) {
            samples.commit(store, 2, 60);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void findsNothingInASoundStore() {
        List<String> parts = new ArrayList<>();
        assertThat(StoreCheck.run(store, (part, done, total) -> {
                    if (done == total) {
                        parts.add(part);
                    }
                }))
                .isEmpty();
        assertThat(parts).containsSubsequence("files", "blocks", "state");
    }

    @Test
    void namesAChangedValue() {
        byte[] key = someKey(Column.STATE, 7);
        put(Column.STATE, key, new byte[] {1, 2, 3});
        assertFound("state key " + hex(key), "its value is not the one in the tree");
    }

    @Test
    void namesALostValue() {
        byte[] key = someKey(Column.STATE, 30);
        delete(Column.STATE, key);
        assertFound("state key " + hex(key), "its value is missing");
    }

    @Test
    void namesAnAddedValue() {
        byte[] key = new byte[32];
        key[5] = 77;
        put(Column.STATE, key, new byte[] {1});
        assertFound("state key " + hex(key), "has a value that is not in the tree");
    }

    @Test
    void namesAChangedPageAndALostOne() {
        byte[] pageKey = someKey(Column.PAGES, 3);
        byte[] page = store.columns().read(Column.PAGES, pageKey).orElseThrow();
        byte[] changed = page.clone();
        changed[changed.length - 1] ^= 1;
        put(Column.PAGES, pageKey, changed);
        assertFound("state page " + hex(pageKey), "its hash is not the one above it");
        delete(Column.PAGES, pageKey);
        assertFound("state page " + hex(pageKey), "is missing");
        put(Column.PAGES, pageKey, Arrays.copyOf(page, 20));
        assertFound("state page " + hex(pageKey), "cannot be read: a page of the state's tree is cut short");
    }

    @Test
    void namesAChangedHashOfTheLog() {
        byte[] nodeKey = ByteBuffer.allocate(9).put((byte) 1).putLong(2).array();
        put(Column.LOG, nodeKey, new byte[32]);
        // Entries 4 and 5 lie below it; blocks have three entries each.
        assertFound("block 1, header", "the log's hash at level 1, index 2 is not that of its entries");
    }

    @Test
    void namesAChangedTransactionAndOutcome() {
        Block block = store.block(5).orElseThrow();
        Block.Item item = block.items().get(1);
        Block.Item otherOutcome = new Block.Item(item.envelope(), Octets.utf8("other"), item.time(), item.entry());
        replace(block, otherOutcome);
        assertFound("block 5, transaction 1", "its entry in the log is of another transaction, outcome or time");
        Octets first = block.items().getFirst().envelope();
        replace(block, new Block.Item(first, item.outcome(), item.time(), item.entry()));
        assertFound("block 5, transaction 1", "its entry in the log is of another transaction, outcome or time");
        replace(block, new Block.Item(Octets.utf8("none"), item.outcome(), item.time(), item.entry()));
        assertThat(StoreCheck.run(store))
                .anySatisfy(finding -> assertThat(finding.place()).isEqualTo("block 5, transaction 1"));
    }

    @Test
    void namesALostBlockAndALostIndex() {
        byte[] id = someKey(Column.TRANSACTIONS, 3);
        delete(Column.TRANSACTIONS, id);
        assertThat(StoreCheck.run(store))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.what()).isEqualTo("the index of transactions says nothing of it"));
        delete(Column.BLOCKS, ByteBuffer.allocate(8).putLong(8).array());
        assertFound("block 8", "is missing");
    }

    @Test
    void refusesCallsAfterItIsClosed() {
        store.close();
        assertThatThrownBy(() -> store.block(0))
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ACTIVE));
        store.close();
    }

    @Test
    void isOpenedByOneProcessOnly() {
        assertThatThrownBy(() -> new RocksLedgerStore(directory)).isInstanceOf(SalusException.class);
    }

    private void replace(Block block, Block.Item second) {
        Block changed = new Block(
                block.version(),
                block.height(),
                block.time(),
                block.firstEntry(),
                List.of(block.items().getFirst(), second),
                block.headerEntry());
        put(
                Column.BLOCKS,
                ByteBuffer.allocate(8).putLong(block.height()).array(),
                changed.encode().toArray());
    }

    private void assertFound(String place, String what) {
        assertThat(StoreCheck.run(store)).contains(new Finding(place, what));
    }

    private byte[] someKey(Column column, int position) {
        List<byte[]> keys = new ArrayList<>();
        store.columns().forEach(column, (key, _) -> {
            keys.add(key);
            return keys.size() <= position;
        });
        return keys.get(position);
    }

    private void put(Column column, byte[] key, byte[] value) {
        try (WriteBatch batch = new WriteBatch();
                WriteOptions options = new WriteOptions()) {
            batch.put(store.columns().of(column), key, value);
            store.columns().write(batch, options, "damage");
        } catch (RocksDBException failed) {
            throw new AssertionError(failed);
        }
    }

    private void delete(Column column, byte[] key) {
        try (WriteBatch batch = new WriteBatch();
                WriteOptions options = new WriteOptions()) {
            batch.delete(store.columns().of(column), key);
            store.columns().write(batch, options, "damage");
        } catch (RocksDBException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String hex(byte[] bytes) {
        return Octets.of(bytes).hex();
    }
}

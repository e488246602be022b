package health.salus.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateKey;
import health.salus.proof.LogEntry;
import health.salus.proof.MerkleTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

class RocksLedgerStoreTest {

    private static final NetworkId NETWORK = new NetworkId("test");
    private static final long SEED = 20_261_120;

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final TreeMap<StateKey, Optional<Octets>> expected = new TreeMap<>();

    @Test
    void rootsFollowTheDefinitionOverRandomBatches() {
        try (RocksLedgerStore store = new RocksLedgerStore(directory)) {
            for (int round = 0; round < 60; round++) {
                StateChanges changes = changes(random.nextInt(80));
                write(store, changes);
                assertThat(store.stateRoot())
                        .as("seed %d, round %d", SEED, round)
                        .isEqualTo(definition(expected));
            }
            assertThat(StoreCheck.run(store)).isEmpty();
        }
    }

    @Test
    void comesBackAsItWasAfterClosing() {
        Digest root;
        Digest logRoot;
        try (RocksLedgerStore store = new RocksLedgerStore(directory)) {
            for (int i = 0; i < 5; i++) {
                write(store, changes(50));
            }
            root = store.stateRoot();
            logRoot = MerkleTree.root(store.logSize(), store::logNode);
        }
        try (RocksLedgerStore store = new RocksLedgerStore(directory)) {
            assertThat(store.height()).isEqualTo(4);
            assertThat(store.stateRoot()).isEqualTo(root);
            assertThat(MerkleTree.root(store.logSize(), store::logNode)).isEqualTo(logRoot);
            expected.forEach((key, value) -> assertThat(store.state().get(key)).isEqualTo(value));
            write(store, changes(10));
            assertThat(store.stateRoot()).isEqualTo(definition(expected));
        }
    }

    /// Whose contracts would look for values in other places than where they are.
    @Test
    void refusesWhatAnEarlierVersionWrote() throws RocksDBException {
        try (RocksLedgerStore store = new RocksLedgerStore(directory)) {
            write(store, changes(3));
        }
        try (Columns columns = new Columns(directory);
                WriteBatch batch = new WriteBatch();
                WriteOptions options = new WriteOptions()) {
            byte[] key = {0};
            byte[] mark = columns.read(Columns.Column.META, key).orElseThrow();
            String text = new String(mark, StandardCharsets.ISO_8859_1);
            int version = text.indexOf("version") + "version".length();
            assertThat(mark[version]).isEqualTo((byte) 2);
            mark[version] = 1;
            batch.put(columns.of(Columns.Column.META), key, mark);
            columns.write(batch, options, "an older mark");
        }
        assertThatThrownBy(() -> new RocksLedgerStore(directory))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION));
    }

    @Test
    void refusesABlockThatDoesNotFollow() {
        try (RocksLedgerStore store = new RocksLedgerStore(directory)) {
            StateChanges changes = changes(3);
            LedgerStore.PreparedState prepared = store.prepare(changes);
            Block block = block(1, 0, prepared.root());
            assertThatThrownBy(() -> store.commit(block, prepared, false)).hasMessageContaining("does not follow");
            assertThat(store.height()).isEqualTo(LedgerStore.NO_BLOCK);
        }
    }

    @Test
    void namesTheFileOfAFlippedByte() throws IOException {
        try (RocksLedgerStore store = new RocksLedgerStore(directory)) {
            for (int i = 0; i < 20; i++) {
                write(store, changes(200));
            }
            store.flush();
        }
        Path damaged;
        try (var files = Files.list(directory)) {
            damaged = files.filter(file -> file.toString().endsWith(".sst"))
                    .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 3] ^= 1;
        Files.write(damaged, bytes);
        try (RocksLedgerStore store = new RocksLedgerStore(directory)) {
            assertThat(StoreCheck.run(store))
                    .anySatisfy(finding -> assertThat(finding.what())
                            .contains(damaged.getFileName().toString()));
        }
    }

    /// Whatever is read meanwhile and remembered: what a written block changed is never seen as it was before.
    @Test
    void nothingOldIsReadOnceABlockIsWritten() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        StateKey key = new StateKey(Digest.of(new byte[32]));
        try (RocksLedgerStore store = new RocksLedgerStore(directory);
                ExecutorService readers = Executors.newFixedThreadPool(2);
                AutoCloseable _ = () -> done.set(true)) {
            for (int reader = 0; reader < 2; reader++) {
                readers.execute(() -> {
                    while (!done.get()) {
                        store.state().get(key);
                    }
                });
            }
            for (int round = 0; round < 300; round++) {
                Optional<Octets> value = round % 5 == 4 ? Optional.empty() : Optional.of(Octets.utf8("" + round));
                write(store, new StateChanges(new TreeMap<>(Map.of(key, value))));
                assertThat(store.state().get(key)).as("round %d", round).isEqualTo(value);
            }
        }
    }

    private StateChanges changes(int count) {
        TreeMap<StateKey, Optional<Octets>> changes = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            StateKey key;
            if (!expected.isEmpty() && random.nextInt(3) == 0) {
                key = expected.keySet().stream()
                        .skip(random.nextInt(expected.size()))
                        .findFirst()
                        .orElseThrow();
            } else {
                byte[] bytes = new byte[32];
                random.nextBytes(bytes);
                if (random.nextBoolean()) {
                    // Keys of one locality share their first bytes.
                    java.util.Arrays.fill(bytes, 0, random.nextInt(32), (byte) random.nextInt(3));
                }
                key = new StateKey(Digest.of(bytes));
            }
            byte[] value = new byte[random.nextInt(40)];
            random.nextBytes(value);
            changes.put(key, random.nextInt(4) == 0 ? Optional.empty() : Optional.of(Octets.of(value)));
        }
        changes.forEach((key, value) ->
                value.ifPresentOrElse(present -> expected.put(key, Optional.of(present)), () -> expected.remove(key)));
        return new StateChanges(changes);
    }

    private void write(RocksLedgerStore store, StateChanges changes) {
        LedgerStore.PreparedState prepared = store.prepare(changes);
        store.commit(block(store.height() + 1, store.logSize(), prepared.root()), prepared, false);
    }

    private static Block block(long height, long firstEntry, Digest root) {
        Instant time = Instant.ofEpochSecond(1_000 + height);
        Octets header = new LogEntry.HeaderEntry(LogEntry.VERSION, NETWORK, height, root, Digest.ZERO, time).encode();
        return new Block(Block.VERSION, height, time, firstEntry, List.of(), header);
    }

    /// The root as docs/formats/sparse-merkle.md defines it, without pages, batches or storage.
    private static Digest definition(Map<StateKey, Optional<Octets>> values) {
        List<Leaf> leaves = values.entrySet().stream()
                .map(e -> Leaf.of(e.getKey(), e.getValue().orElseThrow()))
                .toList();
        return subtree(leaves, 0);
    }

    private record Leaf(Digest key, Digest hash) {
        static Leaf of(StateKey key, Octets value) {
            Octets keyBytes = key.digest().octets();
            return new Leaf(
                    key.digest(),
                    Digest.sha256(
                            Octets.of((byte) 0), keyBytes, Digest.sha256(value).octets()));
        }

        boolean right(int depth) {
            return (key.octets().at(depth / 8) >> (7 - depth % 8) & 1) == 1;
        }
    }

    private static Digest subtree(List<Leaf> leaves, int depth) {
        return switch (leaves.size()) {
            case 0 -> Digest.ZERO;
            case 1 -> leaves.getFirst().hash();
            default ->
                Digest.sha256(
                        Octets.of((byte) 1),
                        subtree(
                                        leaves.stream()
                                                .filter(leaf -> !leaf.right(depth))
                                                .toList(),
                                        depth + 1)
                                .octets(),
                        subtree(
                                        leaves.stream()
                                                .filter(leaf -> leaf.right(depth))
                                                .toList(),
                                        depth + 1)
                                .octets());
        };
    }
}

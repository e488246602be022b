package health.salus.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.block.LedgerStore.PreparedState;
import health.salus.ledger.block.LedgerStore.StateProof;
import health.salus.ledger.block.LedgerStore.TransactionLocation;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateKey;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.MerkleTree;
import health.salus.proof.SparseMerkle;
import health.salus.proof.SparseMerkleProof;
import health.salus.proof.transaction.SignedTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of the ledger does. A store's test extends this and says how to open it.
public abstract class LedgerStoreContract {

    private static final long SEED = 20_260_301L;
    private static final int ROUNDS = 25;

    private final SampleBlocks samples = new SampleBlocks(SEED);
    private LedgerStore store;

    /// A store without blocks.
    protected abstract LedgerStore open();

    /// The same store after its process ended orderly and began again.
    protected abstract LedgerStore reopen(LedgerStore closed);

    @BeforeEach
    final void openStore() {
        store = open();
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    @Test
    void beginsWithNothing() {
        assertThat(store.height()).isEqualTo(-1);
        assertThat(store.logSize()).isZero();
        assertThat(store.stateRoot()).isEqualTo(Digest.ZERO);
        assertThat(store.block(0)).isEmpty();
        assertThat(store.block(-1)).isEmpty();
        assertThat(store.find(Digest.ZERO)).isEmpty();
        assertThat(store.state().get(samples.key())).isEmpty();
        StateKey key = samples.key();
        assertThat(holds(store.prove(key), key)).isTrue();
    }

    @Test
    void keepsBlocksAndFindsTheirTransactions() {
        List<Block> committed = new ArrayList<>();
        List<SignedTransaction> transactions = samples.transactions(6);
        for (int height = 0; height < 3; height++) {
            PreparedState state = store.prepare(samples.changes(5));
            Block block = SampleBlocks.next(store, transactions.subList(2 * height, 2 * height + 2), state.root());
            store.commit(block, state, height % 2 == 0);
            committed.add(block);
        }
        store = reopen(store);
        assertThat(store.height()).isEqualTo(2);
        assertThat(store.logSize()).isEqualTo(9);
        for (int height = 0; height < 3; height++) {
            assertThat(store.block(height)).contains(committed.get(height));
        }
        assertThat(store.block(3)).isEmpty();
        for (int i = 0; i < transactions.size(); i++) {
            assertThat(store.find(transactions.get(i).id())).contains(new TransactionLocation(i / 2, i % 2));
        }
        assertThat(store.find(Digest.ZERO)).isEmpty();
    }

    @Test
    void hasTheReferenceTreesRootAndProvesWhatIsThereAndWhatIsNot() {
        SparseMerkle reference = SparseMerkle.EMPTY;
        SortedMap<StateKey, Octets> values = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            StateChanges changes = samples.changes(1 << (round % 8));
            reference = reference.with(byDigest(changes));
            changes.byKey()
                    .forEach((key, value) ->
                            value.ifPresentOrElse(present -> values.put(key, present), () -> values.remove(key)));
            PreparedState state = store.prepare(changes);
            assertThat(state.root()).as("seed %s, round %s", SEED, round).isEqualTo(reference.root());
            store.commit(SampleBlocks.next(store, samples.transactions(1), state.root()), state, false);
            if (round % 5 == 0) {
                store = reopen(store);
            }
            assertThat(store.stateRoot()).isEqualTo(reference.root());
            for (int i = 0; i < 30; i++) {
                StateKey key = samples.key();
                assertThat(store.state().get(key)).isEqualTo(Optional.ofNullable(values.get(key)));
                StateProof proof = store.prove(key);
                assertThat(proof.height()).isEqualTo(round);
                assertThat(proof.proof())
                        .isEqualTo(reference.prove(key.digest()).encode());
                assertThat(holds(proof, key)).isTrue();
            }
        }
        removeAll(values);
    }

    private void removeAll(SortedMap<StateKey, Octets> values) {
        SortedMap<StateKey, Optional<Octets>> removals = new TreeMap<>();
        values.keySet().forEach(key -> removals.put(key, Optional.empty()));
        PreparedState state = store.prepare(new StateChanges(removals));
        assertThat(state.root()).isEqualTo(Digest.ZERO);
        store.commit(SampleBlocks.next(store, List.of(), state.root()), state, false);
        assertThat(store.stateRoot()).isEqualTo(Digest.ZERO);
        values.keySet().forEach(key -> assertThat(store.state().get(key)).isEmpty());
    }

    private static Map<Digest, Optional<Octets>> byDigest(StateChanges changes) {
        Map<Digest, Optional<Octets>> byDigest = new TreeMap<>();
        changes.byKey().forEach((key, value) -> byDigest.put(key.digest(), value));
        return byDigest;
    }

    private static boolean holds(StateProof proof, StateKey key) {
        return SparseMerkleProof.decode(proof.proof()).verify(proof.root(), key.digest(), proof.value());
    }

    @Test
    void keepsTheRootWhenNothingChanges() {
        samples.commit(store, 1, 20);
        Digest before = store.stateRoot();
        PreparedState state = store.prepare(new StateChanges(new TreeMap<>()));
        assertThat(state.root()).isEqualTo(before);
        SortedMap<StateKey, Optional<Octets>> absent = new TreeMap<>();
        absent.put(StateKey.of("never", "there"), Optional.empty());
        assertThat(store.prepare(new StateChanges(absent)).root()).isEqualTo(before);
        store.commit(SampleBlocks.next(store, List.of(), before), state, true);
        assertThat(store.stateRoot()).isEqualTo(before);
    }

    @Test
    void growsTheLogByEachEntryAndThenTheHeader() {
        MerkleFrontier expected = MerkleFrontier.empty();
        for (int round = 0; round < 12; round++) {
            Block block = samples.commit(store, round % 4, 1);
            block.items().forEach(item -> append(expected, item.entry()));
            append(expected, block.headerEntry());
            assertThat(store.logSize()).isEqualTo(expected.size());
            assertThat(MerkleTree.root(store.logSize(), store::logNode)).isEqualTo(expected.root());
        }
        store = reopen(store);
        Block last = samples.commit(store, 1, 1);
        append(expected, last.items().getFirst().entry());
        append(expected, last.headerEntry());
        assertThat(MerkleTree.root(store.logSize(), store::logNode)).isEqualTo(expected.root());
        long beyond = store.logSize();
        assertThatThrownBy(() -> store.logNode(0, beyond)).isInstanceOf(RuntimeException.class);
    }

    private static void append(MerkleFrontier frontier, Octets entry) {
        frontier.append(entry, MerkleFrontier.NodeWriter.NONE);
    }

    @Test
    void forgetsOldBlocksAndNothingElse() {
        List<Block> committed = new ArrayList<>();
        for (int height = 0; height < 9; height++) {
            committed.add(samples.commit(store, height % 3, 5));
        }
        Digest root = MerkleTree.root(store.logSize(), store::logNode);
        SignedTransaction old =
                SignedTransaction.parse(committed.get(1).items().getFirst().envelope());
        assertThat(store.firstBlock()).isZero();
        store.prune(4);
        store.prune(3);
        store = reopen(store);
        assertThat(store.firstBlock()).isEqualTo(4);
        for (Block block : committed) {
            assertThat(store.block(block.height()).isPresent()).isEqualTo(block.height() >= 4);
            for (long entry = block.firstEntry(); entry < block.logSize(); entry++) {
                assertThat(store.heightOf(entry)).isEqualTo(block.height());
            }
        }
        assertThat(store.find(old.id())).contains(new TransactionLocation(1, 0));
        assertThat(MerkleTree.root(store.logSize(), store::logNode)).isEqualTo(root);
        assertThatThrownBy(() -> store.prune(9)).isInstanceOf(IllegalArgumentException.class);
        samples.commit(store, 1, 1);
        store.prune(9);
        assertThat(store.block(9)).isPresent();
    }

    @Test
    void storesNothingBeforeTheCommit() {
        samples.commit(store, 1, 20);
        Digest before = store.stateRoot();
        StateChanges changes = samples.changes(50);
        PreparedState first = store.prepare(changes);
        assertThat(store.prepare(changes).root()).isEqualTo(first.root());
        assertThat(store.stateRoot()).isEqualTo(before);
        store = reopen(store);
        assertThat(store.stateRoot()).isEqualTo(before);
        assertThat(store.height()).isZero();
    }

    @Test
    void refusesABlockThatDoesNotFollow() {
        PreparedState state = store.prepare(samples.changes(3));
        Block block = SampleBlocks.next(store, samples.transactions(1), state.root());
        Block later = new Block(Block.VERSION, 1, block.time(), 0, block.items(), block.headerEntry());
        Block shifted = new Block(Block.VERSION, 0, block.time(), 1, block.items(), block.headerEntry());
        assertThatThrownBy(() -> store.commit(later, state, true)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.commit(shifted, state, true)).isInstanceOf(IllegalStateException.class);
        store.commit(block, state, true);
        assertThatThrownBy(() -> store.commit(block, state, true)).isInstanceOf(IllegalStateException.class);
        assertThat(store.height()).isZero();
    }

    @Test
    void refusesAStateThatWasPreparedForAnotherBlock() {
        PreparedState stale = store.prepare(samples.changes(3));
        samples.commit(store, 1, 3);
        Block next = SampleBlocks.next(store, samples.transactions(1), stale.root());
        assertThatThrownBy(() -> store.commit(next, stale, true)).isInstanceOf(IllegalStateException.class);
        assertThat(store.height()).isZero();
    }

    /// Proofs are of one block, also while blocks are being written.
    @Test
    void readersSeeWholeBlocks() throws Exception {
        samples.commit(store, 1, 100);
        AtomicBoolean done = new AtomicBoolean();
        List<StateKey> keys = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            keys.add(samples.key());
        }
        Callable<Integer> reader = () -> {
            int count = 0;
            while (!done.get() || count == 0) {
                for (StateKey key : keys) {
                    assertThat(holds(store.prove(key), key)).isTrue();
                    assertThat(store.block(store.height())).isPresent();
                }
                count++;
            }
            return count;
        };
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> readers = List.of(executor.submit(reader), executor.submit(reader));
            for (int i = 0; i < 40; i++) {
                samples.commit(store, 1, 60);
            }
            done.set(true);
            for (Future<Integer> each : readers) {
                assertThat(each.get()).isPositive();
            }
        }
    }
}

package health.salus.benchmarks.ledger;

import health.salus.kernel.Octets;
import health.salus.kernel.SubjectId;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore.PreparedState;
import health.salus.ledger.state.Locality;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.store.RocksLedgerStore;
import health.salus.ledger.store.StoreCheck;
import health.salus.proof.MerkleTree;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.testkit.ledger.SampleBlocks;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// Rates of the ledger's store: changes of state, entries of the log, proofs. Beside them stands what a core can
/// hash and the disk can sync. Times are of the writing thread on the processor, so that other work on the machine
/// does not count; syncs are by the clock.
public final class LedgerStoreMeasurement {

    private static final int VALUE_BYTES = 40;
    private static final int LARGE = 3_000;
    private static final int SMALL = 10;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Random random = new Random(1);
    private final SampleBlocks samples = new SampleBlocks(1);
    private final PrintStream out;
    private final RocksLedgerStore store;

    private LedgerStoreMeasurement(RocksLedgerStore store, PrintStream out) {
        this.store = store;
        this.out = out;
    }

    /// Takes an empty directory, and leaves a ledger there.
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        run(directory, System.out);
    }

    static void run(Path directory, PrintStream out) throws IOException {
        try (RocksLedgerStore store = new RocksLedgerStore(directory.resolve("ledger"))) {
            LedgerStoreMeasurement measurement = new LedgerStoreMeasurement(store, out);
            measurement.limits(directory);
            // Twice: the first round warms up, and the second finds a filled tree.
            for (int round = 1; round <= 2; round++) {
                out.println("round " + round);
                measurement.state("one patient, " + LARGE + " keys a block", 40, measurement::onePatient);
                measurement.state("anywhere, " + LARGE + " keys a block", 40, measurement::anywhere);
                measurement.state(SMALL + " patients, one key each a block", 400, measurement::manyPatients);
                measurement.log();
                measurement.proofs();
                measurement.durable();
            }
            long begin = System.nanoTime();
            int findings = StoreCheck.run(store).size();
            measurement.print("check of everything", (System.nanoTime() - begin) / 1e6, "ms, findings: " + findings);
        }
    }

    private void limits(Path directory) throws IOException {
        Octets entry = Octets.wrap(new byte[64]);
        int count = 200_000;
        for (int warm = 0; warm < count; warm++) {
            MerkleTree.leafHash(entry);
        }
        long begin = cpu();
        for (int i = 0; i < count; i++) {
            MerkleTree.leafHash(entry);
        }
        print("limit: hashes of 65 bytes", count * 1e9 / (cpu() - begin), "/s");
        Path file = directory.resolve("sync");
        int syncs = 20;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long from = System.nanoTime();
            for (int i = 0; i < syncs; i++) {
                channel.write(ByteBuffer.allocate(4096));
                channel.force(false);
            }
            print("limit: append and sync of 4 kB", (System.nanoTime() - from) / 1e6 / syncs, "ms");
        }
        Files.delete(file);
    }

    private void state(String name, int blocks, IntFunction<StateChanges> changes) {
        long time = 0;
        long keys = 0;
        for (int i = 0; i < blocks; i++) {
            StateChanges batch = changes.apply(i);
            keys += batch.byKey().size();
            long begin = cpu();
            PreparedState state = store.prepare(batch);
            time += cpu() - begin;
            Block block = SampleBlocks.next(store, List.of(), state.root());
            begin = cpu();
            store.commit(block, state, false);
            time += cpu() - begin;
        }
        print("state, " + name, keys * 1e9 / time, "keys/s");
    }

    private StateChanges onePatient(int round) {
        Locality patient = Locality.of(new SubjectId("patient-" + random.nextInt(Integer.MAX_VALUE)));
        SortedMap<StateKey, Optional<Octets>> changes = new TreeMap<>();
        for (int i = 0; i < LARGE; i++) {
            changes.put(StateKey.near(patient, "resource", Integer.toString(i)), value());
        }
        return new StateChanges(changes);
    }

    private StateChanges anywhere(int round) {
        SortedMap<StateKey, Optional<Octets>> changes = new TreeMap<>();
        for (int i = 0; i < LARGE; i++) {
            changes.put(StateKey.of("anywhere", Long.toString(random.nextLong())), value());
        }
        return new StateChanges(changes);
    }

    private StateChanges manyPatients(int round) {
        SortedMap<StateKey, Optional<Octets>> changes = new TreeMap<>();
        for (int i = 0; i < SMALL; i++) {
            Locality patient = Locality.of(new SubjectId("patient-" + random.nextInt(Integer.MAX_VALUE)));
            changes.put(StateKey.near(patient, "resource", Integer.toString(round)), value());
        }
        return new StateChanges(changes);
    }

    private Optional<Octets> value() {
        byte[] value = new byte[VALUE_BYTES];
        random.nextBytes(value);
        return Optional.of(Octets.wrap(value));
    }

    private void log() {
        int perBlock = 500;
        int blocks = 8;
        long time = 0;
        for (int i = 0; i < blocks; i++) {
            List<SignedTransaction> transactions = samples.transactions(perBlock);
            PreparedState state = store.prepare(new StateChanges(new TreeMap<>()));
            Block block = SampleBlocks.next(store, transactions, state.root());
            long begin = cpu();
            store.commit(block, state, false);
            time += cpu() - begin;
        }
        print("log, entries with block and index", blocks * (perBlock + 1.0) * 1e9 / time, "/s");
    }

    private void proofs() {
        int count = 2_000;
        long begin = cpu();
        for (int i = 0; i < count; i++) {
            store.prove(StateKey.of("proof", Integer.toString(i)));
        }
        print("proof of a state key", (cpu() - begin) / 1e3 / count, "us");
    }

    private void durable() {
        int count = 20;
        long time = 0;
        for (int i = 0; i < count; i++) {
            PreparedState state = store.prepare(samples.changes(SMALL));
            Block block = SampleBlocks.next(store, samples.transactions(1), state.root());
            long begin = System.nanoTime();
            store.commit(block, state, true);
            time += System.nanoTime() - begin;
        }
        print("durable commit of a small block", time / 1e6 / count, "ms");
    }

    private static long cpu() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private void print(String what, double figure, String unit) {
        out.printf(Locale.ROOT, "%-45s %,14.1f %s%n", what, figure, unit);
    }
}

package health.salus.vault.store;

import com.sun.management.OperatingSystemMXBean;
import health.salus.kernel.Digest;
import health.salus.kernel.SegmentId;
import health.salus.vault.doubles.SyntheticSegments;
import health.salus.vault.segment.SegmentManifest;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Prints what storing, reopening, releasing and rotating cost with many segments. Not a test: run it with a folder
/// and a count as its arguments.
final class StoreFigures {

    private static final int BATCH = 1000;
    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private StoreFigures() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        StoreBench bench = new StoreBench(1);
        PlacedPiece template = bench.piece("template", 1);
        FilePieceStore store = bench.open(folder, new LocalDisk(), 1L << 30);
        report("store", count, () -> {
            for (int i = 0; i < count; i += BATCH) {
                store.put(batch(template, i, Math.min(i + BATCH, count)));
            }
        });
        report("read", 20_000, () -> {
            for (int i = 0; i < 20_000; i++) {
                SegmentId id = new SegmentId("segment-with-a-usual-name-" + bench.random.below(count));
                if (store.fragment(id).isEmpty() || store.share(id).isEmpty()) {
                    throw new IllegalStateException("missing " + id);
                }
            }
        });
        report("rotate", count, store::rotateEpoch);
        report("close", count, store::close);
        FilePieceStore[] again = new FilePieceStore[1];
        report("open", count, () -> again[0] = bench.open(folder, new LocalDisk(), 1L << 30));
        again[0].close();
        StoreBench.delete(folder.resolve("data/index"));
        report("open without index", count, () -> again[0] = bench.open(folder, new LocalDisk(), 1L << 30));
        again[0].close();
    }

    private static List<PlacedPiece> batch(PlacedPiece template, int from, int to) {
        List<PlacedPiece> batch = new ArrayList<>(to - from);
        SegmentManifest manifest = template.manifest();
        for (int i = from; i < to; i++) {
            SegmentManifest renamed = new SegmentManifest(
                    manifest.version(),
                    SyntheticSegments.descriptor("segment-with-a-usual-name-" + i, 2, 4),
                    Digest.ZERO,
                    manifest.ciphertextBytes(),
                    manifest.fragments(),
                    manifest.keyCommitments());
            batch.add(new PlacedPiece(renamed, template.piece()));
        }
        return batch;
    }

    private static void report(String what, int count, Runnable work) {
        long wall = System.nanoTime();
        long cpu = CPU.getProcessCpuTime();
        work.run();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%s: %,d in %.2f s, CPU %.1f us each, heap after %d MiB%n",
                what,
                count,
                (System.nanoTime() - wall) / 1e9,
                (CPU.getProcessCpuTime() - cpu) / 1e3 / count,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
}

package health.salus.vault.segment;

import com.sun.management.OperatingSystemMXBean;
import health.salus.kernel.Octets;
import health.salus.vault.doubles.SyntheticBundles;
import health.salus.vault.doubles.SyntheticSegments;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Prints how fast segments are sealed and how large they become, over a folder of gzipped FHIR bundles. Not a test:
/// run it with the folder as its argument.
final class SealingFigures {

    private static final int WARM_UP_PASSES = 2;
    private static final int PASSES = 3;

    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private SealingFigures() {}

    public static void main(String[] arguments) throws IOException {
        List<List<SegmentEntry>> patients = new ArrayList<>();
        for (Path file : SyntheticBundles.in(Path.of(arguments[0]))) {
            patients.add(entries(file));
        }
        for (int[] shape : new int[][] {{2, 4, 256}, {2, 4, 8}, {2, 4, 1}, {1, 1, 256}, {1, 1, 1}}) {
            measure(patients, shape[0], shape[1], shape[2]);
        }
    }

    private static void measure(List<List<SegmentEntry>> patients, int threshold, int total, int perSegment) {
        List<UnsealedSegment> segments = new ArrayList<>();
        long rawBytes = 0;
        long resources = 0;
        for (List<SegmentEntry> patient : patients) {
            for (int from = 0; from < patient.size(); from += perSegment) {
                List<SegmentEntry> entries = patient.subList(from, Math.min(from + perSegment, patient.size()));
                segments.add(new UnsealedSegment(
                        SyntheticSegments.descriptor("segment-" + segments.size(), threshold, total), entries));
                resources += entries.size();
                rawBytes += entries.stream().mapToLong(e -> e.bytes().length()).sum();
            }
        }
        SecureRandom secureRandom = new SecureRandom();
        SegmentSealer sealer = new SegmentSealer(secureRandom::nextBytes);
        AtomicLong fragmentBytes = new AtomicLong();
        AtomicLong manifestBytes = new AtomicLong();
        long started = 0;
        long cpuStarted = 0;
        for (int pass = -WARM_UP_PASSES; pass < PASSES; pass++) {
            if (pass == 0) {
                fragmentBytes.set(0);
                manifestBytes.set(0);
                started = System.nanoTime();
                cpuStarted = CPU.getProcessCpuTime();
            }
            segments.parallelStream().forEach(unsealed -> {
                SealedSegment segment = sealer.seal(unsealed.descriptor(), unsealed.entries());
                fragmentBytes.addAndGet((long) segment.manifest().fragmentBytes() * total);
                manifestBytes.addAndGet((long) segment.manifest().encoded().length() * total);
            });
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        double cpuMicros = (CPU.getProcessCpuTime() - cpuStarted) / 1e3;
        double sealedRaw = (double) rawBytes * PASSES;
        System.out.printf(
                "%d of %d, %3d a segment: %,.0f resources/s, CPU %.1f us a segment, %.1f us a resource; of the raw %,d bytes the"
                        + " fragments are %.3f, the manifests %.3f, shares %.3f%n",
                threshold,
                total,
                perSegment,
                resources * PASSES / seconds,
                cpuMicros / segments.size() / PASSES,
                cpuMicros / resources / PASSES,
                rawBytes,
                fragmentBytes.get() / sealedRaw,
                manifestBytes.get() / sealedRaw,
                (double) segments.size() * PASSES * KeyShare.LENGTH_BYTES * total / sealedRaw);
    }

    private static List<SegmentEntry> entries(Path file) throws IOException {
        List<SegmentEntry> entries = new ArrayList<>();
        for (String resource : SyntheticBundles.resources(file)) {
            entries.add(
                    new SegmentEntry("Observation", "id-" + entries.size(), 1, Instant.EPOCH, Octets.utf8(resource)));
        }
        return entries;
    }
}

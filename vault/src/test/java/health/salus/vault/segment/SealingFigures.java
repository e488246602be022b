package health.salus.vault.segment;

import com.sun.management.OperatingSystemMXBean;
import health.salus.kernel.Octets;
import health.salus.vault.doubles.SyntheticSegments;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Prints how fast segments are sealed and how large they become, over a folder of gzipped FHIR bundles. Not a test:
/// run
/// it with the folder as its argument.
final class SealingFigures {

    private static final int WARM_UP_PASSES = 3;
    private static final int PASSES = 8;

    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private SealingFigures() {}

    public static void main(String[] arguments) throws IOException {
        List<List<SegmentEntry>> patients = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.sorted().toList()) {
                patients.add(resources(file));
            }
        }
        for (int[] shape : new int[][] {{2, 4, 256}, {2, 4, 1}, {1, 1, 256}, {1, 1, 1}}) {
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
        BulkSealer bulk = new BulkSealer(new SegmentSealer(secureRandom::nextBytes), 2);
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
            bulk.seal(segments.iterator(), segment -> {
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

    /// A crude cut of a transaction bundle into its resources: good enough to have real bytes of real sizes.
    private static List<SegmentEntry> resources(Path file) throws IOException {
        String text;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<SegmentEntry> entries = new ArrayList<>();
        int at = text.indexOf("\"resource\"");
        while (at >= 0) {
            int from = text.indexOf('{', at);
            int to = endOfObject(text, from);
            entries.add(new SegmentEntry(
                    "Resource",
                    "id-" + entries.size(),
                    1,
                    Instant.EPOCH,
                    Octets.utf8(withoutWhitespace(text.substring(from, to)))));
            at = text.indexOf("\"resource\"", to);
        }
        return entries;
    }

    private static int endOfObject(String text, int from) {
        int depth = 0;
        boolean inString = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("an object does not end");
    }

    private static String withoutWhitespace(String json) {
        StringBuilder dense = new StringBuilder(json.length());
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"' && json.charAt(i - 1) != '\\') {
                inString = !inString;
            }
            if (inString || c > ' ') {
                dense.append(c);
            }
        }
        return dense.toString();
    }
}

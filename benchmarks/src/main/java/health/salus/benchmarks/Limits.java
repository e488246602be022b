package health.salus.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// What this machine does when it does nothing else: the bare operations that everything above rests on.
public final class Limits {

    private static final int BLOCK_BYTES = 4_096;
    private static final int FSYNCS = 200;
    private static final int WARM_UP = 3;
    private static final double SECOND = 1e9;

    private Limits() {}

    /// SHA-256 over 4 KiB blocks, in MB/s of one core.
    public static double hashing() {
        byte[] block = new byte[BLOCK_BYTES];
        return perSecond(100_000, () -> Digest.sha256(block)) * BLOCK_BYTES / 1e6;
    }

    /// Ed25519 verifications/s of one core.
    public static double verifying() {
        SigningKey key = InMemorySigningKey.generate(new SystemRandomSource());
        Octets message = Octets.utf8("a message");
        Octets signature = key.sign(message);
        return perSecond(5_000, () -> key.verificationKey().verify(message, signature));
    }

    /// Jackson's tree over the documents, in resources/s of one core.
    public static double parsing(List<Octets> documents, long resources) {
        ObjectMapper mapper = new ObjectMapper();
        double passes = perSecond(1, () -> documents.forEach(document -> parse(mapper, document)));
        return passes * resources;
    }

    private static void parse(ObjectMapper mapper, Octets document) {
        try {
            mapper.readTree(document.toArray());
        } catch (IOException malformed) {
            throw new IllegalArgumentException("not JSON", malformed);
        }
    }

    /// The median time of an append of 4 KiB with its fsync, in milliseconds.
    public static double syncing(Path directory) throws IOException {
        Path file = directory.resolve("fsync.probe");
        List<Double> times = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
            for (int i = 0; i < FSYNCS; i++) {
                block.clear();
                long begun = System.nanoTime();
                channel.write(block);
                channel.force(false);
                times.add((System.nanoTime() - begun) / 1e6);
            }
        }
        Files.delete(file);
        return times.stream().sorted().skip(FSYNCS / 2).findFirst().orElseThrow();
    }

    private static double perSecond(int repetitions, Runnable work) {
        double best = 0;
        for (int round = 0; round < WARM_UP + 3; round++) {
            long begun = System.nanoTime();
            for (int i = 0; i < repetitions; i++) {
                work.run();
            }
            double rate = repetitions * SECOND / (System.nanoTime() - begun);
            best = round < WARM_UP ? 0 : Math.max(best, rate);
        }
        return best;
    }
}

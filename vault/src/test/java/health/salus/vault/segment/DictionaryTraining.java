package health.salus.vault.segment;

import com.github.luben.zstd.ZstdDictTrainer;
import health.salus.kernel.Octets;
import health.salus.vault.doubles.SyntheticBundles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Makes the dictionary anew from a folder of synthetic patients: `DictionaryTraining samples/synthea target.zdict`. A
/// new dictionary is a new file beside the old ones, which segments still name.
final class DictionaryTraining {

    private static final int DICTIONARY_BYTES = 64 * 1024;
    private static final int SAMPLE_BYTES = 24 * 1024 * 1024;

    /// Longer resources repeat themselves, and would crowd out the others.
    private static final int MAX_RESOURCE_BYTES = 16 * 1024;

    private DictionaryTraining() {}

    public static void main(String[] arguments) throws IOException {
        ZstdDictTrainer trainer = new ZstdDictTrainer(SAMPLE_BYTES, DICTIONARY_BYTES, Dictionary.COMPRESSION_LEVEL);
        for (Path bundle : SyntheticBundles.in(Path.of(arguments[0]))) {
            for (String resource : SyntheticBundles.resources(bundle)) {
                if (resource.length() <= MAX_RESOURCE_BYTES) {
                    trainer.addSample(plaintext(resource));
                }
            }
        }
        Files.write(Path.of(arguments[1]), trainer.trainSamples());
    }

    /// As it is compressed: with the head of a segment of one entry.
    private static byte[] plaintext(String resource) {
        int type = resource.indexOf("\"resourceType\":\"") + "\"resourceType\":\"".length();
        SegmentEntry entry = new SegmentEntry(
                resource.substring(type, resource.indexOf('"', type)),
                "x",
                1,
                Instant.parse("2026-01-01T00:00:00Z"),
                Octets.utf8(resource));
        ByteBuffer plain = ByteBuffer.allocate(SegmentPlaintext.lengthOf(List.of(entry)));
        SegmentPlaintext.putHeader(plain, new byte[EntryCommitments.SEED_BYTES], 1);
        SegmentPlaintext.putEntry(plain, entry);
        return Arrays.copyOfRange(plain.array(), SegmentPlaintext.HEADER_BYTES, plain.position());
    }
}

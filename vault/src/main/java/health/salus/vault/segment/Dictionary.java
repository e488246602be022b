package health.salus.vault.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// What FHIR resources have in common, so that a single one compresses nearly as well as many together. Trained on
/// synthetic patients only: a dictionary keeps pieces of what it was trained on in clear. It is part of the format,
/// and a frame names it by its id.
final class Dictionary {

    static final int COMPRESSION_LEVEL = 3;

    /// The id in a frame that was made without a dictionary.
    static final long NONE = 0;

    /// Larger segments are their own dictionary.
    private static final int WORTHWHILE_BYTES = 64 * 1024;

    private static final byte[] BYTES = read();
    private static final long ID = Zstd.getDictIdFromDict(BYTES);
    private static final ZstdDictCompress COMPRESSION = new ZstdDictCompress(BYTES, COMPRESSION_LEVEL);
    private static final ZstdDictDecompress DECOMPRESSION = new ZstdDictDecompress(BYTES);

    private Dictionary() {}

    private static byte[] read() {
        try (InputStream in = Objects.requireNonNull(Dictionary.class.getResourceAsStream("synthetic-fhir-1.zdict"))) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static boolean isWorthwhile(int plainBytes) {
        return plainBytes <= WORTHWHILE_BYTES;
    }

    static long id() {
        return ID;
    }

    static ZstdDictCompress forCompression() {
        return COMPRESSION;
    }

    static ZstdDictDecompress forDecompression() {
        return DECOMPRESSION;
    }
}

package health.salus.vault.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import health.salus.kernel.Digest;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The reusable parts of one sealing or opening: buffers, ciphers, compressors. One thread uses it at a time.
final class Workspace {

    private static final int INITIAL_BUFFER_BYTES = 64 * 1024;

    /// A buffer that one large segment needed is not kept for all the small ones that follow.
    private static final int RETAINED_BUFFER_BYTES = 4 * 1024 * 1024;

    final MessageDigest sha256 = Digest.newSha256();
    final EntryCommitments commitments = new EntryCommitments();
    final Cipherment cipherment = new Cipherment();

    /// What is to be encrypted, or was decrypted, before compression.
    byte[] plain = new byte[INITIAL_BUFFER_BYTES];

    /// The same, compressed.
    byte[] compressed = new byte[INITIAL_BUFFER_BYTES];

    byte[] ciphertext = new byte[INITIAL_BUFFER_BYTES];

    /// How much of the buffers has held something since the last wipe.
    private int plainUsed;

    private int compressedUsed;

    private final ZstdCompressCtx compressor = newCompressor();
    private final ZstdCompressCtx dictionaryCompressor = newCompressor().loadDict(Dictionary.forCompression());
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private final ZstdDecompressCtx dictionaryDecompressor =
            new ZstdDecompressCtx().loadDict(Dictionary.forDecompression());
    private final Map<Long, FragmentCode> codes = new HashMap<>();

    private static ZstdCompressCtx newCompressor() {
        return new ZstdCompressCtx()
                .setLevel(Dictionary.COMPRESSION_LEVEL)
                .setChecksum(false)
                .setContentSize(true);
    }

    FragmentCode code(int threshold, int total) {
        long shape = ((long) threshold << Integer.SIZE) | total;
        return codes.computeIfAbsent(shape, _ -> new FragmentCode(threshold, total));
    }

    /// Makes room; what the buffers held before is lost.
    void reserve(int plainBytes) {
        int bound = Math.toIntExact(Zstd.compressBound(plainBytes));
        reservePlain(plainBytes);
        reserveCompressed(bound);
        ciphertext = grown(ciphertext, bound + Cipherment.OVERHEAD_BYTES);
    }

    /// Compresses the start of `plain` into `compressed`, and returns the length.
    int compress(int plainBytes) {
        ZstdCompressCtx context = Dictionary.isWorthwhile(plainBytes) ? dictionaryCompressor : compressor;
        return context.compressByteArray(compressed, 0, compressed.length, plain, 0, plainBytes);
    }

    /// Decompresses the start of `compressed` into `plain`; -1 when that is no frame of a permitted size.
    int decompress(int compressedBytes) {
        long plainBytes = Zstd.getFrameContentSize(compressed, 0, compressedBytes);
        if (plainBytes < SegmentPlaintext.HEADER_BYTES || plainBytes > SegmentLimits.MAX_PLAINTEXT_BYTES) {
            return -1;
        }
        long dictionary = Zstd.getDictIdFromFrame(compressed);
        if (dictionary != Dictionary.NONE && dictionary != Dictionary.id()) {
            return -1;
        }
        ZstdDecompressCtx context = dictionary == Dictionary.NONE ? decompressor : dictionaryDecompressor;
        reservePlain((int) plainBytes);
        try {
            int written = context.decompressByteArray(plain, 0, (int) plainBytes, compressed, 0, compressedBytes);
            return written == plainBytes ? written : -1;
        } catch (ZstdException malformed) {
            return -1;
        }
    }

    private void reservePlain(int lengthBytes) {
        plain = grown(plain, lengthBytes);
        plainUsed = Math.max(plainUsed, lengthBytes);
    }

    void reserveCompressed(int lengthBytes) {
        compressed = grown(compressed, lengthBytes);
        compressedUsed = Math.max(compressedUsed, lengthBytes);
    }

    /// No document stays behind in memory that is used again.
    void wipe() {
        plain = wiped(plain, plainUsed);
        compressed = wiped(compressed, compressedUsed);
        plainUsed = 0;
        compressedUsed = 0;
    }

    private static byte[] wiped(byte[] buffer, int used) {
        Arrays.fill(buffer, 0, used, (byte) 0);
        return buffer.length > RETAINED_BUFFER_BYTES ? new byte[INITIAL_BUFFER_BYTES] : buffer;
    }

    private static byte[] grown(byte[] buffer, int lengthBytes) {
        return buffer.length >= lengthBytes ? buffer : new byte[Math.max(lengthBytes, buffer.length * 2)];
    }
}

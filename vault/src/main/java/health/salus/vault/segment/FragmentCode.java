package health.salus.vault.segment;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.hdds.client.ECReplicationConfig;
import org.apache.ozone.erasurecode.rawcoder.RSRawErasureCoderFactory;
import org.apache.ozone.erasurecode.rawcoder.RawErasureDecoder;
import org.apache.ozone.erasurecode.rawcoder.RawErasureEncoder;
import org.jspecify.annotations.Nullable;

/// Systematic Reed-Solomon code over GF(2^8): the first `threshold` fragments are the bytes themselves, and any
/// `threshold` of `total` give them back. One custodian needs no code, and the same path runs without one.
final class FragmentCode {

    private final int threshold;
    private final int total;
    private final Optional<RawErasureEncoder> encoder;
    private final Optional<RawErasureDecoder> decoder;

    FragmentCode(int threshold, int total) {
        this.threshold = threshold;
        this.total = total;
        if (threshold == total) {
            this.encoder = Optional.empty();
            this.decoder = Optional.empty();
        } else {
            ECReplicationConfig shape = new ECReplicationConfig(threshold, total - threshold);
            RSRawErasureCoderFactory coders = new RSRawErasureCoderFactory();
            this.encoder = Optional.of(coders.createEncoder(shape));
            this.decoder = Optional.of(coders.createDecoder(shape));
        }
    }

    /// All fragments of the first `length` bytes; the last ones are padded with zeros.
    byte[][] encode(byte[] bytes, int length) {
        int fragmentBytes = Math.ceilDiv(length, threshold);
        byte[][] fragments = new byte[total][];
        for (int i = 0; i < threshold; i++) {
            int from = Math.min(i * fragmentBytes, length);
            int to = Math.min(from + fragmentBytes, length);
            fragments[i] = Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), fragmentBytes);
        }
        for (int i = threshold; i < total; i++) {
            fragments[i] = new byte[fragmentBytes];
        }
        encoder.ifPresent(coder -> {
            try {
                coder.encode(
                        Arrays.copyOfRange(fragments, 0, threshold), Arrays.copyOfRange(fragments, threshold, total));
            } catch (IOException impossible) {
                throw new IllegalStateException("coding in memory cannot fail", impossible);
            }
        });
        return fragments;
    }

    /// The bytes from at least `threshold` fragments; a lost one is null.
    byte[] decode(byte[] @Nullable [] fragments, int length) {
        int fragmentBytes = Math.ceilDiv(length, threshold);
        byte[] @Nullable [] known = chooseThreshold(fragments);
        int[] erased = new int[threshold];
        int erasedCount = 0;
        for (int i = 0; i < threshold; i++) {
            if (known[i] == null) {
                erased[erasedCount++] = i;
            }
        }
        byte[][] rebuilt = new byte[erasedCount][fragmentBytes];
        if (erasedCount > 0) {
            rebuild(known, Arrays.copyOf(erased, erasedCount), rebuilt);
        }
        byte[] joined = new byte[threshold * fragmentBytes];
        int nextRebuilt = 0;
        for (int i = 0; i < threshold; i++) {
            byte[] own = known[i];
            System.arraycopy(own == null ? rebuilt[nextRebuilt++] : own, 0, joined, i * fragmentBytes, fragmentBytes);
        }
        return Arrays.copyOf(joined, length);
    }

    private void rebuild(byte[] @Nullable [] known, int[] erased, byte[][] rebuilt) {
        try {
            decoder.orElseThrow().decode(known, erased, rebuilt);
        } catch (IOException impossible) {
            throw new IllegalStateException("coding in memory cannot fail", impossible);
        }
    }

    /// The decoder wants exactly `threshold` inputs and takes the null ones as lost.
    private byte[] @Nullable [] chooseThreshold(byte[] @Nullable [] fragments) {
        byte[] @Nullable [] chosen = new byte[total][];
        int count = 0;
        for (int i = 0; i < total && count < threshold; i++) {
            if (fragments[i] != null) {
                chosen[i] = fragments[i];
                count++;
            }
        }
        if (count < threshold) {
            throw new IllegalArgumentException("fewer than " + threshold + " fragments");
        }
        return chosen;
    }
}

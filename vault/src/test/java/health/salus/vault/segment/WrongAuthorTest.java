package health.salus.vault.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.SyntheticSegments;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Authors that encrypt something other than a segment, correctly: every hash and share is right.
class WrongAuthorTest {

    private final SeededRandom random = new SeededRandom(17);
    private final SegmentDescriptor descriptor = SyntheticSegments.descriptor("s-1", 1, 1);

    @Test
    void whatIsNoFrameDoesNotOpen() {
        assertUnsound(random.octets(100).toArray(), "what was encrypted is no zstd frame of a permitted size");
        assertUnsound(new byte[0], "what was encrypted is no zstd frame of a permitted size");
    }

    @Test
    void aFrameCutShortDoesNotOpen() {
        byte[] frame = Zstd.compress(random.octets(5_000).toArray());
        assertUnsound(java.util.Arrays.copyOf(frame, 3_000), "what was encrypted is no zstd frame of a permitted size");
    }

    /// A few kilobytes that would fill memory: refused by the size in the frame, before anything is allocated.
    @Test
    void aDecompressionBombDoesNotOpen() {
        byte[] bomb = Zstd.compress(new byte[SegmentLimits.MAX_PLAINTEXT_BYTES + 1]);
        assertThat(bomb).hasSizeLessThan(5_000);
        assertUnsound(bomb, "what was encrypted is no zstd frame of a permitted size");
    }

    @Test
    void aFrameOfSomethingElseDoesNotOpen() {
        assertUnsound(
                Zstd.compress(random.octets(200).toArray()),
                "what was compressed is no segment: segment version; known: 1");
        ByteBuffer none = ByteBuffer.allocate(SegmentPlaintext.HEADER_BYTES);
        SegmentPlaintext.putHeader(none, new byte[EntryCommitments.SEED_BYTES], 0);
        assertUnsound(
                Zstd.compress(none.array()), "what was compressed is no segment: a segment has 1 to 4096 entries");
        SegmentPlaintext.putHeader(none.clear(), new byte[EntryCommitments.SEED_BYTES], 5);
        assertUnsound(
                Zstd.compress(none.array()), "what was compressed is no segment: the segment ends within an entry");
    }

    private void assertUnsound(byte[] compressed, String detail) {
        KeySharing.Dealt dealt = KeySharing.deal(1, 1, random);
        Cipherment cipherment = new Cipherment();
        Octets associated = descriptor.encoded();
        byte[] ciphertext = new byte[compressed.length + Cipherment.OVERHEAD_BYTES];
        cipherment.seal(
                cipherment.deriveKey(dealt.secret(), associated),
                random.octets(Cipherment.NONCE_BYTES),
                associated,
                compressed,
                compressed.length,
                ciphertext);
        SegmentManifest manifest = new SegmentManifest(
                SegmentManifest.VERSION,
                descriptor,
                Digest.ZERO,
                ciphertext.length,
                List.of(Digest.sha256(ciphertext)),
                dealt.commitments());
        Piece piece = new Piece(1, Octets.of(ciphertext), dealt.shares().getFirst());
        assertThat(new SegmentOpener().open(manifest, List.of(piece)))
                .isEqualTo(new Opening.Unsound(detail, List.of()));
    }
}

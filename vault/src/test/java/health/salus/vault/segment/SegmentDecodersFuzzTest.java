package health.salus.vault.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.vault.doubles.Mutations;
import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.SyntheticSegments;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every decoder answers damaged input with a code from the table, and never with anything else.
class SegmentDecodersFuzzTest {

    private static final int ROUNDS = 4_000;

    private final long seed = Long.getLong("salus.seed", System.nanoTime());
    private final SeededRandom random = new SeededRandom(seed);
    private final Mutations mutations = new Mutations(random);

    @Test
    void damagedManifestsAreRefusedOrDifferent() {
        SealedSegment sealed = new SegmentSealer(random)
                .seal(SyntheticSegments.descriptor("s-1", 2, 4), SyntheticSegments.entries(random, 1));
        Octets encoded = sealed.manifest().encoded();
        for (int i = 0; i < ROUNDS; i++) {
            Octets damaged = mutations.mutate(encoded);
            try {
                SegmentManifest decoded = SegmentManifest.decode(damaged);
                assertThat(decoded.encoded()).as("one encoding, seed %s", seed).isEqualTo(damaged);
            } catch (SalusException refused) {
                assertCaller(refused);
            }
        }
    }

    @Test
    void damagedPlaintextIsRefusedOrDifferent() {
        List<SegmentEntry> entries = SyntheticSegments.entries(random, 3);
        ByteBuffer plain = ByteBuffer.allocate(SegmentPlaintext.lengthOf(entries));
        SegmentPlaintext.putHeader(plain, random.octets(32).toArray(), entries.size());
        entries.forEach(entry -> SegmentPlaintext.putEntry(plain, entry));
        Octets encoded = Octets.of(plain.array());
        for (int i = 0; i < ROUNDS; i++) {
            byte[] damaged = mutations.mutate(encoded).toArray();
            try {
                SegmentPlaintext.Parsed parsed = SegmentPlaintext.parse(damaged, damaged.length);
                ByteBuffer again = ByteBuffer.allocate(SegmentPlaintext.lengthOf(parsed.entries()));
                SegmentPlaintext.putHeader(
                        again, parsed.seed().toArray(), parsed.entries().size());
                parsed.entries().forEach(entry -> SegmentPlaintext.putEntry(again, entry));
                assertThat(again.array()).as("one encoding, seed %s", seed).isEqualTo(damaged);
            } catch (SalusException refused) {
                assertCaller(refused);
            }
        }
    }

    /// Damage before the cipher, with hashes to match, as only the author could do it.
    @Test
    void damagedCiphertextNeverOpens() {
        SegmentSealer sealer = new SegmentSealer(random);
        SegmentOpener opener = new SegmentOpener();
        SealedSegment sealed =
                sealer.seal(SyntheticSegments.descriptor("s-1", 1, 1), SyntheticSegments.entries(random, 1));
        Piece piece = sealed.pieces().getFirst();
        for (int i = 0; i < ROUNDS / 10; i++) {
            Octets damaged = mutations.mutate(piece.fragment());
            if (damaged.length() < Cipherment.OVERHEAD_BYTES || damaged.equals(piece.fragment())) {
                continue;
            }
            SegmentManifest manifest = new SegmentManifest(
                    SegmentManifest.VERSION,
                    sealed.manifest().descriptor(),
                    sealed.manifest().root(),
                    damaged.length(),
                    List.of(health.salus.kernel.Digest.sha256(damaged)),
                    sealed.manifest().keyCommitments());
            assertThat(opener.open(manifest, List.of(new Piece(1, damaged, piece.share()))))
                    .as("seed %s", seed)
                    .isInstanceOf(Opening.Unsound.class);
        }
    }

    private void assertCaller(SalusException refused) {
        if (refused.code().kind() != ErrorCode.Kind.CALLER) {
            fail("seed " + seed, refused);
        }
    }
}

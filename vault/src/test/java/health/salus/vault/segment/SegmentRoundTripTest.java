package health.salus.vault.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.Subsets;
import health.salus.vault.doubles.SyntheticSegments;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentRoundTripTest {

    private final SeededRandom random = new SeededRandom(5);
    private final SegmentSealer sealer = new SegmentSealer(random);
    private final SegmentOpener opener = new SegmentOpener();

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,1,40", "1,3,2", "2,4,1", "2,4,256", "3,7,5", "4,10,3"})
    void everyThresholdOfPiecesOpens(int threshold, int total, int count) {
        List<SegmentEntry> entries = SyntheticSegments.entries(random, count);
        SealedSegment sealed = sealer.seal(SyntheticSegments.descriptor("s-1", threshold, total), entries);

        assertThat(sealed.pieces()).hasSize(total);
        for (List<Piece> subset : Subsets.ofSize(threshold, sealed.pieces())) {
            Opening opening = opener.open(sealed.manifest(), subset.reversed());
            assertThat(opening).isInstanceOf(Opening.Opened.class);
            assertThat(opening.wrong()).isEmpty();
            OpenedSegment opened = ((Opening.Opened) opening).segment();
            assertThat(opened.entries()).isEqualTo(entries);
            assertThat(opened.commitments()).isEqualTo(sealed.commitments());
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,4", "3,7"})
    void onePieceFewerDoesNot(int threshold, int total) {
        SealedSegment sealed = sealer.seal(
                SyntheticSegments.descriptor("s-1", threshold, total), SyntheticSegments.entries(random, 3));
        for (List<Piece> subset : Subsets.ofSize(threshold - 1, sealed.pieces())) {
            assertThat(opener.open(sealed.manifest(), subset))
                    .isEqualTo(new Opening.TooFew(threshold - 1, threshold - 1, threshold, List.of()));
        }
        List<Piece> oneManyTimes = Collections.nCopies(total, sealed.pieces().getFirst());
        if (threshold > 1) {
            assertThat(opener.open(sealed.manifest(), oneManyTimes)).isInstanceOf(Opening.TooFew.class);
        }
    }

    /// Two seals of the same content have nothing in common that a custodian could compare.
    @Test
    void sealingTwiceRepeatsNothing() {
        List<SegmentEntry> entries = SyntheticSegments.entries(random, 2);
        SegmentDescriptor descriptor = SyntheticSegments.descriptor("s-1", 2, 4);
        SealedSegment one = sealer.seal(descriptor, entries);
        SealedSegment two = sealer.seal(descriptor, entries);
        assertThat(one.manifest().root()).isNotEqualTo(two.manifest().root());
        assertThat(one.manifest().fragments())
                .doesNotContainAnyElementsOf(two.manifest().fragments());
        assertThat(one.manifest().keyCommitments())
                .doesNotContainAnyElementsOf(two.manifest().keyCommitments());
        assertThat(one.commitments()).doesNotContainAnyElementsOf(two.commitments());
    }

    @Test
    void noFragmentHoldsTheText() {
        SegmentEntry entry = SyntheticSegments.entry(random, 0);
        SealedSegment sealed = sealer.seal(SyntheticSegments.descriptor("s-1", 2, 4), List.of(entry));
        for (Piece piece : sealed.pieces()) {
            assertThat(piece.fragment().hex())
                    .doesNotContain(
                            Octets.utf8("Obs").hex(), Octets.utf8("loinc").hex());
        }
    }

    /// What a holder shows to prove one entry: its encoding and its salt, and no other entry's salt.
    @Test
    void oneEntryIsProvenWithItsOwnSalt() throws Exception {
        List<SegmentEntry> entries = SyntheticSegments.entries(random, 3);
        SealedSegment sealed = sealer.seal(SyntheticSegments.descriptor("s-1", 1, 1), entries);
        OpenedSegment opened = ((Opening.Opened) opener.open(sealed.manifest(), sealed.pieces())).segment();

        ByteBuffer encoding = ByteBuffer.allocate(10_000);
        SegmentPlaintext.putEntry(encoding, entries.get(2));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(EntryCommitments.key(opened.salt(2).toArray()));
        mac.update(encoding.flip());
        assertThat(Digest.of(mac.doFinal())).isEqualTo(sealed.commitments().get(2));
        assertThat(opened.salt(2)).isNotEqualTo(opened.salt(1));
    }

    @Test
    void emptyAndExtremeEntriesComeBack() {
        List<SegmentEntry> entries = List.of(
                new SegmentEntry("Binary", "a", 1, Instant.EPOCH, Octets.EMPTY),
                new SegmentEntry("Binary", "b".repeat(64), Long.MAX_VALUE, Instant.MAX, random.octets(300_000)),
                new SegmentEntry("X".repeat(64), "-.", 1, Instant.MIN, Octets.utf8("Grüße")));
        SealedSegment sealed = sealer.seal(SyntheticSegments.descriptor("s-1", 2, 4), entries);
        Opening opening = opener.open(sealed.manifest(), sealed.pieces());
        assertThat(((Opening.Opened) opening).segment().entries()).isEqualTo(entries);
    }

    @Test
    void aSegmentTooLargeIsRefused() {
        SegmentEntry large = new SegmentEntry("Binary", "a", 1, Instant.EPOCH, Octets.wrap(new byte[20_000_000]));
        SegmentDescriptor descriptor = SyntheticSegments.descriptor("s-1", 1, 1);
        assertRefused(() -> sealer.seal(descriptor, List.of(large, large)), ErrorCode.TOO_LARGE);
        assertRefused(() -> sealer.seal(descriptor, List.of()), ErrorCode.TOO_LARGE);
        SegmentEntry small = new SegmentEntry("Binary", "a", 1, Instant.EPOCH, Octets.EMPTY);
        assertRefused(
                () -> sealer.seal(descriptor, Collections.nCopies(SegmentLimits.MAX_ENTRIES + 1, small)),
                ErrorCode.TOO_LARGE);
    }

    @Test
    void nothingSecretIsPrinted() {
        SealedSegment sealed =
                sealer.seal(SyntheticSegments.descriptor("s-1", 1, 1), SyntheticSegments.entries(random, 1));
        Piece piece = sealed.pieces().getFirst();
        assertThat(piece.toString())
                .contains("redacted")
                .doesNotContain(piece.share().scalar().hex().substring(0, 8));
        Opening.Opened opened = (Opening.Opened) opener.open(sealed.manifest(), sealed.pieces());
        assertThat(opened.toString() + opened.segment().entries()).doesNotContain("resourceType", "7b22");
    }

    private static void assertRefused(Runnable action, ErrorCode code) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        SalusException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}

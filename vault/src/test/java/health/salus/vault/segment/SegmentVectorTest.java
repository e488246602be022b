package health.salus.vault.segment;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.vault.doubles.Subsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What was sealed in version 1 opens with today's code, step by step as docs/formats/segment.md says.
class SegmentVectorTest {

    private final Map<String, Octets> vector = SegmentVector.read();

    @Test
    void theManifestIsReadAndWrittenAlike() {
        SegmentManifest manifest = SegmentManifest.decode(value("manifest"));
        assertThat(manifest.descriptor()).isEqualTo(SegmentVector.DESCRIPTOR);
        assertThat(manifest.encoded()).isEqualTo(value("manifest"));
        assertThat(manifest.descriptor().encoded()).isEqualTo(value("descriptor"));
        assertThat(manifest.digest().octets()).isEqualTo(value("manifest-digest"));
        assertThat(manifest.root().octets()).isEqualTo(value("root"));
    }

    @Test
    void everyTwoPiecesOpenIt() {
        SegmentManifest manifest = SegmentManifest.decode(value("manifest"));
        for (List<Piece> two : Subsets.ofSize(2, SegmentVector.pieces(vector))) {
            Opening opening = new SegmentOpener().open(manifest, two);
            assertThat(opening)
                    .isInstanceOfSatisfying(
                            Opening.Opened.class,
                            opened -> assertThat(opened.segment().entries()).isEqualTo(SegmentVector.ENTRIES));
        }
    }

    @Test
    void hashesSharesAndSaltsAreAsWritten() {
        SegmentManifest manifest = SegmentManifest.decode(value("manifest"));
        List<Piece> pieces = SegmentVector.pieces(vector);
        for (Piece piece : pieces) {
            assertThat(manifest.fragmentOf(piece.custodian()).octets())
                    .isEqualTo(value("fragment-hash-" + piece.custodian()));
            assertThat(manifest.accepts(piece.custodian(), piece.share())).isTrue();
        }
        OpenedSegment opened = ((Opening.Opened) new SegmentOpener().open(manifest, pieces)).segment();
        assertThat(opened.saltSeed()).isEqualTo(value("salt-seed"));
        for (int i = 0; i < 2; i++) {
            assertThat(opened.salt(i)).isEqualTo(value("salt-" + i));
            assertThat(opened.commitments().get(i)).isEqualTo(new Digest(value("commitment-" + i)));
        }
    }

    private Octets value(String name) {
        return Objects.requireNonNull(vector.get(name), name);
    }
}

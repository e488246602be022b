package health.salus.node;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.PieceEvidence;
import health.salus.vault.custody.SignedHandover;
import health.salus.vault.segment.WrongPiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One liar neither fills the disk nor takes the room of what is found against others.
class EvidenceTest {

    private static final MemberId LIAR = new MemberId("liar");
    private static final MemberId OTHER = new MemberId("liar-too");
    private static final int MANY = 2_000;

    @TempDir
    Path directory;

    @Test
    void oneLiarDoesNotSilenceWhatIsFoundAgainstAnother() {
        Evidence evidence = evidence();
        accuse(evidence, LIAR, MANY, true);
        accuse(evidence, OTHER, 1, true);
        assertThat(evidence.items()).extracting(Evidence.Item::member).contains(OTHER);
    }

    @Test
    void whatIsNotSignedTakesNoRoomOfWhatConvicts() {
        Evidence evidence = evidence();
        accuse(evidence, LIAR, MANY, false);
        accuse(evidence, LIAR, 1, true);
        assertThat(evidence.items()).filteredOn(Evidence.Item::isSigned).hasSize(1);
    }

    @Test
    void restartsAddNoFilesBeyondTheLimit() throws IOException {
        accuse(evidence(), LIAR, MANY, true);
        long before = files();
        accuse(evidence(), LIAR, MANY, true);
        assertThat(files()).isEqualTo(before).isLessThan(MANY);
        accuse(evidence(), OTHER, 1, true);
        assertThat(files()).isEqualTo(before + 1);
    }

    private Evidence evidence() {
        return new Evidence(directory.resolve("evidence"), Instant::now);
    }

    private static void accuse(Evidence evidence, MemberId member, int times, boolean signed) {
        Optional<SignedHandover> handover = signed
                ? Optional.of(new SignedHandover(Octets.utf8("handover"), Octets.utf8("signature")))
                : Optional.empty();
        for (int i = 0; i < times; i++) {
            WrongPiece piece = new WrongPiece(
                    new SegmentId("segment" + i), 1, WrongPiece.Kind.FRAGMENT, Octets.EMPTY, Octets.utf8("wrong"));
            evidence.wrongPiece(member, new PieceEvidence(piece, handover, Optional.empty()));
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("evidence"))) {
            return files.count();
        }
    }
}

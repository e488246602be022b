package health.salus.vault.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictTrainer;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.SyntheticSegments;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DictionaryTest {

    private final SeededRandom random = new SeededRandom(43);

    /// The dictionary is part of the format: segments that name it can be read with this one only.
    @Test
    void theDictionaryIsTheOneThatSegmentsName() throws IOException {
        try (InputStream in = Objects.requireNonNull(Dictionary.class.getResourceAsStream("synthetic-fhir-1.zdict"))) {
            assertThat(Digest.sha256(in.readAllBytes()).hex())
                    .isEqualTo("b6980dbc55c61a72034c4c48fa782a54366b8369bafa2e20deeedbc67fa10f41");
        }
    }

    @Test
    void aSingleResourceBecomesSmall() {
        SegmentEntry entry = SyntheticSegments.entry(random, 1);
        SealedSegment one = new SegmentSealer(random).seal(SyntheticSegments.descriptor("s-1", 1, 1), List.of(entry));
        assertThat(one.manifest().ciphertextBytes()).isLessThan(entry.bytes().length() * 3 / 4);
        assertThat(new SegmentOpener().open(one.manifest(), one.pieces())).isInstanceOf(Opening.Opened.class);
    }

    /// A frame with another dictionary is refused, and not decompressed to something else.
    @Test
    void anUnknownDictionaryIsRefused() {
        ZstdDictTrainer trainer = new ZstdDictTrainer(1_000_000, 10_000);
        for (int i = 0; i < 1_000; i++) {
            trainer.addSample(SyntheticSegments.entry(random, i).bytes().toArray());
        }
        byte[] other = trainer.trainSamples();
        assertThat(Zstd.getDictIdFromDict(other)).isNotEqualTo(Dictionary.id());
        byte[] plain = SyntheticSegments.entry(random, 1).bytes().toArray();
        byte[] frame = new byte[10_000];
        int length = (int) Zstd.compressUsingDict(frame, 0, plain, 0, plain.length, other, 3);

        Workspace workspace = new Workspace();
        workspace.reserveCompressed(length);
        System.arraycopy(frame, 0, workspace.compressed, 0, length);
        assertThat(workspace.decompress(length)).isEqualTo(-1);
    }

    @Test
    void framesWithoutItAreReadToo() {
        byte[] plain = Octets.utf8("x".repeat(200)).toArray();
        byte[] frame = Zstd.compress(plain, 3);
        Workspace workspace = new Workspace();
        workspace.reserveCompressed(frame.length);
        System.arraycopy(frame, 0, workspace.compressed, 0, frame.length);
        assertThat(workspace.decompress(frame.length)).isEqualTo(plain.length);
    }
}

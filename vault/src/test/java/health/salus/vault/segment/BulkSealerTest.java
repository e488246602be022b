package health.salus.vault.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.SyntheticSegments;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkSealerTest {

    private static final int SEGMENTS = 60;

    private final SeededRandom random = new SeededRandom(13);
    private final BulkSealer bulk = new BulkSealer(new SegmentSealer(random), 3);
    private final SegmentOpener opener = new SegmentOpener();

    @Test
    void sealsEverySegmentOnce() {
        Map<String, List<SegmentEntry>> given = new HashMap<>();
        Map<String, List<SegmentEntry>> sealed = new HashMap<>();
        bulk.seal(
                source(segment -> given.put(segment.descriptor().id().value(), segment.entries())),
                segment -> sealed.put(
                        segment.manifest().descriptor().id().value(),
                        ((Opening.Opened) opener.open(segment.manifest(), segment.pieces()))
                                .segment()
                                .entries()));
        assertThat(sealed).hasSize(SEGMENTS).isEqualTo(given);
    }

    @Test
    void aFailingSourceEndsTheWork() {
        assertThatThrownBy(() -> bulk.seal(
                        source(segment -> {
                            if (segment.descriptor().id().value().equals("s-20")) {
                                throw new IllegalStateException("the source broke");
                            }
                        }),
                        segment -> {}))
                .hasMessage("the source broke");
    }

    @Test
    void aFailingSinkEndsTheWork() {
        assertThatThrownBy(() -> bulk.seal(source(segment -> {}), segment -> {
                    throw new IllegalStateException("the sink broke");
                }))
                .hasMessage("the sink broke");
    }

    private Iterator<UnsealedSegment> source(java.util.function.Consumer<UnsealedSegment> onTake) {
        return IntStream.range(0, SEGMENTS)
                .mapToObj(i -> new UnsealedSegment(
                        SyntheticSegments.descriptor("s-" + i, 2, 4), SyntheticSegments.entries(random, 1 + i % 7)))
                .peek(onTake)
                .iterator();
    }
}

package health.salus.platform.records;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.records.PackedChanges;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.Octets;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmenterTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @Test
    void aRecordLargerThanACommandIsCutIntoSeveral() {
        int count = 2 * PackedChanges.MAX_CHANGES + 5;
        List<Segmenter.Part> parts = Segmenter.split(observations(count), NOW);
        assertThat(parts)
                .extracting(part -> part.changes().size())
                .containsExactly(PackedChanges.MAX_CHANGES, PackedChanges.MAX_CHANGES, 5);
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.segments()).allMatch(segment -> segment.entries().size() <= Segmenter.MAX_ENTRIES);
            assertThat(part.segments().stream()
                            .mapToInt(segment -> segment.entries().size())
                            .sum())
                    .isEqualTo(part.changes().size());
        });
    }

    @Test
    void patientsDoNotShareASegment() {
        List<RecordChange> changes = List.of(observation("a", "1"), observation("b", "2"), observation("a", "3"));
        List<Segmenter.Part> parts = Segmenter.split(changes, NOW);
        assertThat(parts).hasSize(2);
        assertThat(parts.getFirst().segments())
                .singleElement()
                .satisfies(segment -> assertThat(segment.entries())
                        .extracting(entry -> entry.id())
                        .containsExactly("1", "3"));
    }

    private static List<RecordChange> observations(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> observation("a", Integer.toString(i)))
                .toList();
    }

    private static RecordChange observation(String subject, String id) {
        return new RecordChange.Put(
                "Observation",
                id,
                1,
                Optional.of(new SubjectId(subject)),
                TypeGroup.OBSERVATIONS,
                List.of(),
                Octets.utf8("{\"resourceType\":\"Observation\",\"id\":\"" + id + "\"}"));
    }
}

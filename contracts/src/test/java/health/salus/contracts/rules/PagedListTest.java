package health.salus.contracts.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.contracts.stage.Cast;
import health.salus.contracts.stage.InMemoryState;
import health.salus.contracts.stage.SeededRandom;
import health.salus.kernel.SegmentId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A list in pages is a list.
class PagedListTest {

    private static final PagedList<SegmentId> LIST = PagedList.of("test/list", SegmentId.class);
    private static final Place PLACE = Place.of(Cast.SUBJECT);

    private final InMemoryState state = new InMemoryState();

    @Test
    void isEmptyAtFirst() {
        assertThat(LIST.size(state, PLACE)).isZero();
        assertThat(LIST.slice(state, PLACE, 0, 10)).isEmpty();
    }

    @Test
    void holdsWhatIsAppended() {
        SeededRandom random = new SeededRandom(11);
        List<SegmentId> expected = new ArrayList<>();
        while (expected.size() < 1_000) {
            List<SegmentId> added = new ArrayList<>();
            for (int i = random.below(150); i >= 0; i--) {
                added.add(new SegmentId("s" + (expected.size() + added.size())));
            }
            LIST.append(state, PLACE, added);
            expected.addAll(added);
            List<SegmentId> all = new ArrayList<>();
            LIST.forEach(state, PLACE, all::add);
            assertThat(all).isEqualTo(expected);
            int from = random.below(expected.size());
            int to = Math.min(expected.size(), from + 100);
            assertThat(LIST.slice(state, PLACE, from, 100)).isEqualTo(expected.subList(from, to));
        }
        assertThat(LIST.slice(state, PLACE, expected.size(), 10)).isEmpty();
        assertThat(LIST.size(state, Place.of(Cast.OTHER_SUBJECT))).isZero();
    }

    @Test
    void keepsEveryValueSmall() {
        for (int i = 0; i < 10_000; i++) {
            LIST.append(state, PLACE, List.of(new SegmentId("%032x".formatted(i))));
        }
        assertThat(state.largestBytes()).isLessThan(PagedList.PAGE_ITEMS * 40);
    }
}

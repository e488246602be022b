package health.salus.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final Instant BLOCK = Instant.parse("2026-03-01T10:00:00Z");

    private final ClockWatch watch = new ClockWatch(Instant::now, () -> true);

    @Test
    void aClockIsWrongWhenAllOfTheLatestBlocksSaySo() {
        for (int i = 0; i < 4; i++) {
            watch.compare(BLOCK.plus(Duration.ofHours(1)), BLOCK);
            assertThat(watch.wrong()).as("so few may have come late").isEmpty();
        }
        watch.compare(BLOCK.plusSeconds(3_601), BLOCK);
        assertThat(watch.wrong()).contains(Duration.ofHours(1));
        watch.compare(BLOCK.plusSeconds(1), BLOCK);
        assertThat(watch.wrong()).as("the clock was set").isEmpty();
    }

    @Test
    void aClockMayBeSlowAsWell() {
        for (int i = 0; i < 5; i++) {
            watch.compare(BLOCK.minusSeconds(100 - i), BLOCK);
        }
        assertThat(watch.wrong()).contains(Duration.ofSeconds(-96));
    }

    @Test
    void blocksThatComeLateSayNothing() {
        for (int i = 0; i < 20; i++) {
            watch.compare(BLOCK.plusSeconds(i % 2 == 0 ? 2 : 500), BLOCK);
        }
        assertThat(watch.wrong()).isEmpty();
    }
}

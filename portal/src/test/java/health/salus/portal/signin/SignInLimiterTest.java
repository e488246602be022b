package health.salus.portal.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignInLimiterTest {

    private Instant now = Instant.parse("2026-09-14T08:00:00Z");
    private final SignInLimiter limiter = new SignInLimiter(() -> now);

    private void fail(String name, String address, int times) {
        for (int i = 0; i < times; i++) {
            limiter.failed(name, address);
        }
    }

    @Test
    void aFewMistakesAreFree() {
        fail("maria", "10.0.0.1", 4);
        assertThat(limiter.wait("maria", "10.0.0.1")).isEmpty();
    }

    @Test
    void theWaitGrowsAndIsBounded() {
        fail("maria", "10.0.0.1", 5);
        assertThat(limiter.wait("maria", "10.0.0.1")).contains(Duration.ofSeconds(15));
        fail("maria", "10.0.0.1", 1);
        assertThat(limiter.wait("maria", "10.0.0.1")).contains(Duration.ofSeconds(30));
        fail("maria", "10.0.0.1", 30);
        assertThat(limiter.wait("maria", "10.0.0.1")).contains(Duration.ofMinutes(15));
    }

    @Test
    void theWaitEnds() {
        fail("maria", "10.0.0.1", 5);
        now = now.plusSeconds(15);
        assertThat(limiter.wait("maria", "10.0.0.1")).isEmpty();
    }

    @Test
    void aStrangerElsewhereDoesNotLockAPersonOut() {
        fail("maria", "203.0.113.9", 20);
        assertThat(limiter.wait("maria", "203.0.113.9")).isPresent();
        assertThat(limiter.wait("maria", "10.0.0.1")).isEmpty();
    }

    @Test
    void manyAddressesAgainstOneNameAreSlowedDown() {
        for (int i = 0; i < 50; i++) {
            limiter.failed("maria", "203.0.113." + i);
        }
        assertThat(limiter.wait("maria", "10.0.0.1")).isPresent();
    }

    @Test
    void oneAddressAgainstManyNamesIsSlowedDown() {
        for (int i = 0; i < 50; i++) {
            limiter.failed("name-" + i, "203.0.113.9");
        }
        assertThat(limiter.wait("somebody-else", "203.0.113.9")).isPresent();
    }

    @Test
    void failedPasskeysCountByAddressOnly() {
        fail("", "203.0.113.9", 50);
        assertThat(limiter.wait("", "203.0.113.9")).isPresent();
        assertThat(limiter.wait("", "10.0.0.1")).isEmpty();
    }

    @Test
    void successForgivesTheNameAtItsAddress() {
        fail("maria", "10.0.0.1", 5);
        limiter.succeeded("maria", "10.0.0.1");
        assertThat(limiter.wait("maria", "10.0.0.1")).isEmpty();
    }

    @Test
    void oldFailuresAreForgotten() {
        fail("maria", "10.0.0.1", 4);
        now = now.plus(Duration.ofHours(1));
        fail("maria", "10.0.0.1", 4);
        assertThat(limiter.wait("maria", "10.0.0.1")).isEmpty();
    }
}

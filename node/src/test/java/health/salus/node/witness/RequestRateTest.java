package health.salus.node.witness;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestRateTest {

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final RequestRate rate = new RequestRate(() -> now);

    @Test
    void slowsDownWhoAsksTooOftenAndNobodyElse() {
        for (int i = 0; i < 60; i++) {
            rate.ask("192.0.2.1");
        }
        assertRefused();
        assertRefused();
        rate.ask("192.0.2.2");
        now = now.plusMillis(100);
        rate.ask("192.0.2.1");
        assertRefused();
        now = now.plusSeconds(3600);
        for (int i = 0; i < 60; i++) {
            rate.ask("192.0.2.1");
        }
        assertRefused();
    }

    private void assertRefused() {
        assertThatThrownBy(() -> rate.ask("192.0.2.1"))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> org.assertj.core.api.Assertions.assertThat(refused.code())
                                .isEqualTo(ErrorCode.TOO_MANY_REQUESTS));
    }
}

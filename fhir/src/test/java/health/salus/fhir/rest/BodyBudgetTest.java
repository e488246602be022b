package health.salus.fhir.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BodyBudgetTest {

    private static final int MEGABYTE = 1024 * 1024;

    /// As small as it gets: one of the largest requests.
    private final BodyBudget budget = new BodyBudget(0);

    /// Bytes without an end.
    private static final class Endless extends InputStream {
        private long read;

        @Override
        public int read() {
            read++;
            return 'x';
        }

        @Override
        public int read(byte[] target, int from, int length) {
            read += length;
            return length;
        }
    }

    @Test
    void bodiesComeBackAsTheyWere() throws IOException {
        for (int length : new int[] {0, 1, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE + 7}) {
            byte[] body = new byte[length];
            new Random(length).nextBytes(body);
            try (BodyBudget.Lease lease = budget.lease()) {
                assertThat(lease.read(new ByteArrayInputStream(body))).isEqualTo(body);
            }
        }
    }

    @Test
    void anEndlessBodyIsReadNoFurtherThanTheLimit() {
        Endless endless = new Endless();
        try (BodyBudget.Lease lease = budget.lease()) {
            assertThatThrownBy(() -> lease.read(endless))
                    .isInstanceOfSatisfying(
                            SalusException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE));
        }
        assertThat(endless.read).isLessThanOrEqualTo(StructureChecker.MAX_BUNDLE_BYTES + MEGABYTE);
    }

    @Test
    void largeBodiesTogetherAreTooMuchUntilOneIsDone() throws IOException {
        byte[] large = new byte[100 * MEGABYTE];
        try (BodyBudget.Lease first = budget.lease();
                BodyBudget.Lease second = budget.lease()) {
            first.read(new ByteArrayInputStream(large));
            assertThatThrownBy(() -> second.read(new ByteArrayInputStream(large)))
                    .isInstanceOfSatisfying(
                            SalusException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED));
        }
        try (BodyBudget.Lease later = budget.lease()) {
            assertThat(later.read(new ByteArrayInputStream(large))).hasSize(large.length);
        }
    }
}

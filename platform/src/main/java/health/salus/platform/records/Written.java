package health.salus.platform.records;

import health.salus.kernel.Digest;
import java.time.Instant;

/// A submission that is final.
///
/// @param transactionId its receipt is asked for under this name
/// @param lastUpdated what `meta.lastUpdated` of each changed resource says
/// @param repeated whether it was carried out before, under the same idempotency key
public record Written(Digest transactionId, Instant lastUpdated, boolean repeated) {

    Written again() {
        return new Written(transactionId, lastUpdated, true);
    }
}

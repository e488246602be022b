package health.salus.platform.records;

import health.salus.kernel.Digest;
import java.time.Instant;

/// A submission that is final.
///
/// @param transactionId its receipt is asked for under this name
/// @param lastUpdated what `meta.lastUpdated` of each changed resource says
public record Written(Digest transactionId, Instant lastUpdated) {}

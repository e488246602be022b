package health.salus.client.api;

import health.salus.kernel.Digest;
import java.time.Instant;

/// One version of a record, and the transaction that holds its commitment.
public record RecordVersion(long version, Instant recorded, Digest transaction, TransactionState state) {}

package health.salus.client.api;

import health.salus.kernel.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far a transaction has come.
///
/// @param index of its entry in the log
/// @param outcomes one for each command, once it was executed
public record TransactionReport(
        Digest transaction,
        TransactionState state,
        Optional<Long> height,
        Optional<Long> index,
        Optional<Instant> time,
        List<CommandReport> outcomes) {}

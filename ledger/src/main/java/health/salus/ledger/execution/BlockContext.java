package health.salus.ledger.execution;

import health.salus.kernel.NetworkId;
import java.time.Instant;

/// What a contract may know at the beginning of a block, before any of its transactions.
///
/// @param time the block's own: consensus time of its round's last transaction, admitted or not
public record BlockContext(NetworkId network, long height, Instant time) {}

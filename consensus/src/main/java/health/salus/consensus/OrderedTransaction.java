package health.salus.consensus;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import java.time.Instant;

/// A transaction in its place in the order.
///
/// @param time its consensus time, later than that of the transaction before it
/// @param submitter the member whose node brought it in, which need not be its author's
public record OrderedTransaction(Octets bytes, Instant time, MemberId submitter) {}

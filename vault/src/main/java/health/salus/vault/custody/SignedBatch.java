package health.salus.vault.custody;

import health.salus.kernel.Octets;

/// A custodian's acknowledgement of one request.
///
/// @param segments how many it is about, from where the custodian's previous batch of the same write ended
public record SignedBatch(int segments, Octets signature) {}

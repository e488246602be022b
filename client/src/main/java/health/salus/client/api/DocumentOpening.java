package health.salus.client.api;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.time.Instant;
import java.util.List;

/// Opens the commitment to one document, and to no other: with it, whoever holds the document can show that it is what
/// the ledger committed to.
///
/// @param index of the document in its segment
/// @param count how many documents the segment has
/// @param salt the key of the commitment
/// @param path from the commitment to the segment's root (RFC 9162 section 2.1.3)
public record DocumentOpening(
        String type,
        String id,
        long version,
        Instant lastUpdated,
        Digest transaction,
        long index,
        long count,
        Octets salt,
        List<Digest> path) {}

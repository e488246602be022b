package health.salus.contracts.records;

import java.util.Optional;

/// What makes a conditional create true in the whole network: the criteria's bucket has to stand where it stood when
/// the author searched, and moves on, so that of two racing authors one is refused.
///
/// @param bucket 16 bits of the keyed hash of the normalised criteria
/// @param expected what the bucket stood at before the search; empty to move it on without a condition, which a plain
///     create does for its identifiers
public record BucketClaim(int bucket, Optional<Long> expected) {

    public static final int BUCKETS = 1 << 16;
}

package health.salus.contracts.policy;

import java.util.Optional;

/// The heights of the blocks that a version judged, or will judge.
///
/// @param until the first height at which it is in force no more
public record Term(long version, long from, Optional<Long> until) {}

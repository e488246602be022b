package health.salus.client.api;

import java.util.List;
import java.util.Optional;

/// A rule of the consortium as the ledger has it.
///
/// @param latest the highest version that was proposed
/// @param inForce the version that judges what is in the next block
/// @param terms when which version judged, or will judge
public record RuleSummary(String rule, long latest, Optional<Long> inForce, List<Term> terms) {

    /// Heights of blocks.
    ///
    /// @param until the first height at which it judges no more
    public record Term(long version, long from, Optional<Long> until) {}
}

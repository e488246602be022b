package health.salus.ledger.execution;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import java.time.Instant;
import java.util.List;

/// What consensus delivered at once, not yet looked at.
public record OrderedRound(Instant time, List<Item> items) {

    public OrderedRound {
        items = List.copyOf(items);
    }

    /// @param submitter the member that brought it to consensus, which is not whose act it is
    public record Item(Octets envelope, Instant time, MemberId submitter) {}
}

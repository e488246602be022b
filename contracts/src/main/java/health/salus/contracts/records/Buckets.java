package health.salus.contracts.records;

import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.StateTable;
import health.salus.kernel.ErrorCode;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.state.WorldState;
import java.util.List;

/// The counters behind conditional creates (decision 0014). Which bucket a condition falls into is the nodes' matter:
/// the hash is keyed, and the key is not on the ledger.
public final class Buckets {

    private static final StateTable<Counter> COUNTERS = StateTable.of("records/bucket", Counter.class);

    /// More conditional resources than one command can hold.
    private static final int MAX_CLAIMS = PackedChanges.MAX_CHANGES;

    private final WorldState state;

    private record Counter(long count) {}

    Buckets(WorldState state) {
        this.state = state;
    }

    /// Where the bucket stands now: read it before the search whose result it guards.
    public static long counter(StateReader state, int bucket) {
        return COUNTERS.get(state, Place.NETWORK, Integer.toString(bucket))
                .map(Counter::count)
                .orElse(0L);
    }

    void claim(List<BucketClaim> claims) {
        Require.atMost(MAX_CLAIMS, claims.size(), "conditions a command");
        int previous = -1;
        for (BucketClaim claim : claims) {
            Require.that(
                    claim.bucket() > previous && claim.bucket() < BucketClaim.BUCKETS,
                    ErrorCode.MALFORMED,
                    "buckets are numbers of 16 bits in ascending order");
            previous = claim.bucket();
            long counter = counter(state, claim.bucket());
            Require.that(
                    claim.expected().filter(expected -> expected != counter).isEmpty(),
                    ErrorCode.CONDITION_RACED,
                    "another writer met bucket " + claim.bucket() + " first");
            COUNTERS.put(state, new Counter(counter + 1), Place.NETWORK, Integer.toString(claim.bucket()));
        }
    }
}

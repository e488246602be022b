package health.salus.contracts.identity;

import health.salus.contracts.rules.Require;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import java.util.List;
import java.util.Optional;

/// The members that keep the pieces of a segment: n = 3f + 1 of them, at most f dishonest or down.
///
/// @param successor the set to which this one's segments are moved, and new ones go; empty while this one is in force
public record CustodianSet(CustodianSetId id, List<MemberId> members, Optional<CustodianSetId> successor) {

    /// As many places as a segment has.
    private static final int MAX_MEMBERS = 64;

    public CustodianSet {
        members = List.copyOf(members);
        Require.that(
                !members.isEmpty() && members.size() <= MAX_MEMBERS,
                ErrorCode.MALFORMED,
                "a custodian set has 1 to 64 members");
        Require.that(
                members.stream().distinct().count() == members.size(),
                ErrorCode.MALFORMED,
                "a custodian set names each member once");
        Require.that(!successor.equals(Optional.of(id)), ErrorCode.MALFORMED, "a custodian set does not follow itself");
    }

    /// One that is in force.
    public CustodianSet(CustodianSetId id, List<MemberId> members) {
        this(id, members, Optional.empty());
    }

    /// The same members, superseded: what they keep is to be moved.
    public CustodianSet supersededBy(CustodianSetId next) {
        return new CustodianSet(id, members, Optional.of(next));
    }

    /// f: how many may be dishonest or down.
    public int tolerated() {
        return (members.size() - 1) / 3;
    }

    /// n - f: how many must hold a piece durably before a write is acknowledged.
    public int acknowledgements() {
        return members.size() - tolerated();
    }
}

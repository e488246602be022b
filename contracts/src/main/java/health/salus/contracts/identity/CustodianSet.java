package health.salus.contracts.identity;

import health.salus.contracts.rules.Require;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import java.util.List;

/// The members that keep the pieces of a segment: n = 3f + 1 of them, at most f dishonest or down.
public record CustodianSet(CustodianSetId id, List<MemberId> members) {

    private static final int MAX_MEMBERS = 100;

    public CustodianSet {
        members = List.copyOf(members);
        Require.that(
                !members.isEmpty() && members.size() <= MAX_MEMBERS,
                ErrorCode.MALFORMED,
                "a custodian set has 1 to 100 members");
        Require.that(
                members.stream().distinct().count() == members.size(),
                ErrorCode.MALFORMED,
                "a custodian set names each member once");
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

package health.salus.vault.resharing;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import java.util.List;

/// A custodian set, as far as a move has to know it.
///
/// @param members in the order of their places
/// @param threshold pieces that open a segment of this set, f + 1
public record Circle(CustodianSetId id, List<MemberId> members, int threshold) {

    public Circle {
        members = List.copyOf(members);
        if (threshold < 1 || threshold > members.size()) {
            throw new SalusException(
                    ErrorCode.MALFORMED, threshold + " of " + members.size() + " custodians open nothing");
        }
    }

    public boolean has(MemberId member) {
        return members.contains(member);
    }

    /// From 1; 0 for who is not in the set.
    public int placeOf(MemberId member) {
        return members.indexOf(member) + 1;
    }

    /// How many must have a segment's pieces before the ledger takes the move: n - f.
    public int quorum() {
        return members.size() - tolerated();
    }

    /// f: how many may be dishonest or down.
    public int tolerated() {
        return threshold - 1;
    }
}

package health.salus.contracts.identity;

import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.WorldState;
import java.util.List;

/// The change of custodians, as governance decides it: from here on new segments go to the next set, and those of the
/// one before are moved.
public final class CustodianSets {

    private CustodianSets() {}

    /// @param before in force until now; it goes on answering for what has not been moved
    /// @param next of members of the network
    public static void supersede(WorldState state, CustodianSetId before, CustodianSet next) {
        Directory directory = Directory.of(state);
        CustodianSet superseded = directory
                .custodianSet(before)
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_CUSTODIAN_SET, "no custodian set " + before));
        Require.that(
                superseded.successor().isEmpty(),
                ErrorCode.CUSTODIAN_SET_SUPERSEDED,
                "another custodian set is in force in place of " + before);
        add(state, next);
        put(state, superseded.supersededBy(next.id()));
    }

    /// One more, in force; ids are never given again, because segments name them.
    static void add(WorldState state, CustodianSet set) {
        Directory directory = Directory.of(state);
        Require.that(
                set.successor().isEmpty() && directory.custodianSet(set.id()).isEmpty(),
                ErrorCode.ALREADY_EXISTS,
                "a custodian set of this id is there");
        Require.that(
                directory.network().members().containsAll(set.members()),
                ErrorCode.UNKNOWN_MEMBER,
                "custodians are members");
        put(state, set);
    }

    static void put(WorldState state, CustodianSet set) {
        Directory.CUSTODIANS.put(state, set, Place.NETWORK, set.id().value());
        if (set.successor().isPresent()) {
            Directory.SUPERSEDED.append(state, Place.NETWORK, List.of(set.id()));
        }
    }
}

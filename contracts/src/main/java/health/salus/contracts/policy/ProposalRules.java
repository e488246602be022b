package health.salus.contracts.policy;

import health.salus.contracts.identity.Caller;
import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import java.util.List;

/// Proposing versions.
record ProposalRules(Turn turn, Caller caller, RuleCheck check) {

    /// What is cheap to refuse is refused first: the check compiles.
    void propose(RuleDefinition definition) {
        MemberId member = caller.requireMemberSignature("ProposeRule");
        RuleId id = definition.id();
        long latest = Policies.of(turn.state()).rule(id).map(RuleRecord::latest).orElse(0L);
        Require.that(
                definition.version() == latest + 1,
                ErrorCode.VERSION_CONFLICT,
                "the next version of rule " + id + " is " + (latest + 1));
        if (latest == 0) {
            Require.atMost(Limits.MAX_RULES - 1, Policies.ALL.size(turn.state(), Place.NETWORK), "other rules");
        }
        check.require(definition);

        RuleVersion version = new RuleVersion(
                definition,
                caller.id(),
                member,
                turn.time(),
                turn.context().height(),
                turn.context().transactionId());
        Policies.VERSIONS.put(turn.state(), version, Place.NETWORK, id.value(), Long.toString(definition.version()));
        Policies.RULES.put(turn.state(), new RuleRecord(id, definition.version()), Place.NETWORK, id.value());
        if (latest == 0) {
            Policies.ALL.append(turn.state(), Place.NETWORK, List.of(id));
        }
    }
}

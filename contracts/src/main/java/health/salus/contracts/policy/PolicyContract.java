package health.salus.contracts.policy;

import health.salus.contracts.identity.Caller;
import health.salus.contracts.rules.Turn;
import health.salus.ledger.execution.CommandContext;
import health.salus.ledger.execution.Contract;
import health.salus.ledger.state.WorldState;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import java.util.List;

/// The rules that the consortium writes itself.
public final class PolicyContract implements Contract {

    private final RuleCheck check;

    /// @param points where contracts ask rules
    public PolicyContract(List<DecisionPoint> points) {
        this.check = new RuleCheck(points);
    }

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public CommandOutcome execute(Command command, CommandContext context, WorldState state) {
        Turn turn = new Turn(context, state);
        Caller caller = Caller.of(turn);
        switch (PolicyCommand.FORMAT.decode(command)) {
            case PolicyCommand.ProposeRule(RuleDefinition definition) ->
                new ProposalRules(turn, caller, check).propose(definition);
        }
        return CommandOutcome.Accepted.NOTHING_TO_SAY;
    }
}

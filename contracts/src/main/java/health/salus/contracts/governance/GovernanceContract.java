package health.salus.contracts.governance;

import health.salus.contracts.rules.Turn;
import health.salus.ledger.execution.BlockContext;
import health.salus.ledger.execution.CommandContext;
import health.salus.ledger.execution.Contract;
import health.salus.ledger.state.WorldState;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;

/// The members' votes about the network itself, carried out by every node alike at the beginning of a block.
public final class GovernanceContract implements Contract {

    @Override
    public String name() {
        return "governance";
    }

    @Override
    public void begin(BlockContext context, WorldState state) {
        new Enactment(state, context.time(), context.height()).enactDue();
    }

    @Override
    public CommandOutcome execute(Command command, CommandContext context, WorldState state) {
        Turn turn = new Turn(context, state);
        switch (GovernanceCommand.FORMAT.decode(command)) {
            case GovernanceCommand.Propose propose ->
                ProposalRules.of(turn, "Propose").propose(propose);
            case GovernanceCommand.Vote vote -> ProposalRules.of(turn, "Vote").vote(vote);
            case GovernanceCommand.Withdraw withdraw ->
                ProposalRules.of(turn, "Withdraw").withdraw(withdraw);
            // What was due was done when the block began.
            case GovernanceCommand.Tick _ -> ProposalRules.of(turn, "Tick");
        }
        return CommandOutcome.Accepted.NOTHING_TO_SAY;
    }
}

package health.salus.contracts.consent;

import health.salus.contracts.identity.Caller;
import health.salus.contracts.rules.Turn;
import health.salus.ledger.execution.CommandContext;
import health.salus.ledger.execution.Contract;
import health.salus.ledger.state.WorldState;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;

/// What patients permit and deny.
public final class ConsentContract implements Contract {

    @Override
    public String name() {
        return "consent";
    }

    @Override
    public CommandOutcome execute(Command command, CommandContext context, WorldState state) {
        Turn turn = new Turn(context, state);
        ConsentRules rules = new ConsentRules(turn, Caller.of(turn));
        ConsentResult result = switch (ConsentCommand.FORMAT.decode(command)) {
            case ConsentCommand.GiveConsent give -> rules.give(give);
            case ConsentCommand.SignDraft sign -> rules.sign(sign);
            case ConsentCommand.WithdrawConsent withdraw -> rules.withdraw(withdraw);
        };
        return new CommandOutcome.Accepted(result.encode());
    }
}

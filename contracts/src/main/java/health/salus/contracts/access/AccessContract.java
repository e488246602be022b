package health.salus.contracts.access;

import health.salus.contracts.identity.Caller;
import health.salus.contracts.policy.RulePrograms;
import health.salus.contracts.rules.Turn;
import health.salus.ledger.execution.CommandContext;
import health.salus.ledger.execution.Contract;
import health.salus.ledger.state.WorldState;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;

/// Who may read what, for how long, and what came of it.
public final class AccessContract implements Contract {

    private final RulePrograms programs = new RulePrograms();

    @Override
    public String name() {
        return "access";
    }

    @Override
    public CommandOutcome execute(Command command, CommandContext context, WorldState state) {
        Turn turn = new Turn(context, state);
        Caller caller = Caller.of(turn);
        switch (AccessCommand.FORMAT.decode(command)) {
            case AccessCommand.OpenSession open -> {
                return new CommandOutcome.Accepted(
                        new SessionRules(turn, caller, programs).open(open).encode());
            }
            case AccessCommand.CloseSession close -> new SessionRules(turn, caller, programs).close(close);
            case AccessCommand.RecordDisclosures record -> new JournalRules(turn, caller).disclosures(record);
            case AccessCommand.RecordDenials record -> new JournalRules(turn, caller).denials(record);
        }
        return CommandOutcome.Accepted.NOTHING_TO_SAY;
    }
}

package health.salus.contracts.records;

import health.salus.contracts.identity.Caller;
import health.salus.contracts.rules.Turn;
import health.salus.ledger.execution.CommandContext;
import health.salus.ledger.execution.Contract;
import health.salus.ledger.state.WorldState;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;

/// Which resource has which version, where, and who keeps it.
public final class RecordsContract implements Contract {

    @Override
    public String name() {
        return "records";
    }

    @Override
    public CommandOutcome execute(Command command, CommandContext context, WorldState state) {
        Turn turn = new Turn(context, state);
        Caller caller = Caller.of(turn);
        switch (RecordsCommand.FORMAT.decode(command)) {
            case RecordsCommand.WriteRecords write -> new WriteRules(turn, caller, write).write();
            case RecordsCommand.MoveSegments move -> new MoveRules(turn, caller, move).move();
        }
        return CommandOutcome.Accepted.NOTHING_TO_SAY;
    }
}

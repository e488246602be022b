package health.salus.ledger.execution;

import health.salus.ledger.state.WorldState;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;

/// The deterministic rules of one domain. Two members that execute the same command on the same state get the same
/// outcome and the same state: no clock, no randomness, no input or output, no unordered iteration.
public interface Contract {

    /// What [Command#contract()] says to reach it.
    String name();

    /// Of the rules. Several versions of one contract may be in a program; which is in force is the members' to vote
    /// ([ContractVersions]).
    default int version() {
        return ContractVersions.FIRST;
    }

    /// What is due at the beginning of a block, before its transactions. Bounded by the contract: every member does it
    /// in every block. Nothing that it throws is a refusal.
    default void begin(BlockContext context, WorldState state) {}

    /// Decides, and changes the state if it accepts. Changes made before a refusal are dropped by the caller. A
    /// [health.salus.kernel.SalusException] is a refusal with that code; any other exception is a defect and halts
    /// the node.
    CommandOutcome execute(Command command, CommandContext context, WorldState state);
}

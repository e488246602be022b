package health.salus.client.command;

import health.salus.proof.transaction.Command;

/// What a contract can be asked to do, as a record of this package.
public interface ContractCommand {

    /// The command as it stands in a transaction.
    Command toCommand();
}

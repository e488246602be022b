package health.salus.simulator.process;

import health.salus.contracts.identity.IdentityCommand;
import health.salus.ledger.block.Block;
import health.salus.ledger.store.RocksLedgerStore;
import health.salus.node.config.NodeConfig;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import java.util.List;

/// How many patients came to a stopped node's ledger: each bundle of [NodeProcesses#write] brings one, so a request
/// that had two effects shows here, wherever its second one lies.
final class Enrolments {

    private static final String CONTRACT = "identity";

    private Enrolments() {}

    static long on(NodeConfig config) {
        try (RocksLedgerStore store = new RocksLedgerStore(config.data().resolve("ledger"))) {
            long enrolled = 0;
            for (long height = 1; height <= store.height(); height++) {
                for (Block.Item item : store.block(height).orElseThrow().items()) {
                    enrolled += in(item);
                }
            }
            return enrolled;
        }
    }

    private static long in(Block.Item item) {
        List<Command> commands =
                SignedTransaction.parse(item.envelope()).transaction().commands();
        List<CommandOutcome> outcomes = Outcome.decode(item.outcome()).commands();
        long enrolled = 0;
        for (int i = 0; i < commands.size(); i++) {
            boolean accepted = outcomes.get(i) instanceof CommandOutcome.Accepted;
            Command command = commands.get(i);
            if (accepted
                    && command.contract().equals(CONTRACT)
                    && IdentityCommand.FORMAT.decode(command) instanceof IdentityCommand.EnrolSubject) {
                enrolled++;
            }
        }
        return enrolled;
    }
}

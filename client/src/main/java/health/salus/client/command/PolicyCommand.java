package health.salus.client.command;

import health.salus.client.rule.RuleDefinition;
import health.salus.kernel.RecordCodec;
import health.salus.proof.transaction.Command;

/// What the policy contract can be asked to do. The contract's own records are not visible here; a test in `node` holds
/// the two to the same bytes.
public sealed interface PolicyCommand extends ContractCommand {

    String CONTRACT = "policy";
    int VERSION = 1;

    /// Brings the next version of a rule, which judges nothing until the members vote for it.
    record ProposeRule(RuleDefinition definition) implements PolicyCommand {}

    @Override
    default Command toCommand() {
        return new Command(CONTRACT, getClass().getSimpleName(), VERSION, Codec.VALUE.encode(this));
    }

    /// Holds the codec, which interfaces cannot do privately.
    final class Codec {

        private static final RecordCodec<PolicyCommand> VALUE = RecordCodec.of(PolicyCommand.class);

        private Codec() {}

        static PolicyCommand decode(Command command) {
            return VALUE.decode(command.body());
        }
    }
}

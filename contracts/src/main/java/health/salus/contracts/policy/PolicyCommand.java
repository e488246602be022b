package health.salus.contracts.policy;

import health.salus.contracts.rules.CommandFormat;

/// What the policy contract can be asked to do. Who may sign which is in docs/design/contracts.md.
public sealed interface PolicyCommand {

    CommandFormat<PolicyCommand> FORMAT = CommandFormat.of("policy", 1, PolicyCommand.class);

    /// Brings the next version of a rule. It is a draft, which judges nothing until the members put it in force.
    record ProposeRule(RuleDefinition definition) implements PolicyCommand {}
}

package health.salus.contracts.consent;

import health.salus.contracts.rules.CommandFormat;
import health.salus.kernel.SubjectId;

/// What the consent contract can be asked to do. Who may sign which is in docs/design/contracts.md.
public sealed interface ConsentCommand {

    CommandFormat<ConsentCommand> FORMAT = CommandFormat.of("consent", 1, ConsentCommand.class);

    /// Gives a consent, or a further version of one. Asserted by a node with a mere token it is a draft.
    ///
    /// @param version one more than the latest, 1 for a new consent
    record GiveConsent(ConsentId consent, SubjectId subject, long version, Provision root, Evidence evidence)
            implements ConsentCommand {}

    /// Puts a draft in force.
    record SignDraft(ConsentId consent, SubjectId subject, long version, Evidence evidence) implements ConsentCommand {}

    /// Ends a consent, and drops its draft.
    record WithdrawConsent(ConsentId consent, SubjectId subject, Evidence evidence) implements ConsentCommand {}
}

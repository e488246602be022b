package health.salus.contracts.governance;

import health.salus.contracts.rules.CommandFormat;
import health.salus.kernel.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the governance contract can be asked to do; each is signed by a member's own service.
public sealed interface GovernanceCommand {

    CommandFormat<GovernanceCommand> FORMAT = CommandFormat.of("governance", 1, GovernanceCommand.class);

    /// Changes that are made together, or not at all. Who proposes votes for it.
    ///
    /// @param notBefore the lowest height of a block that may begin with the changes; 0 for the next after
    /// acceptance
    /// @param expires when votes end
    /// @param rationale of a document that explains it, which members exchange among themselves
    record Propose(
            ProposalId proposal, List<Change> changes, long notBefore, Instant expires, Optional<Digest> rationale)
            implements GovernanceCommand {
        public Propose {
            changes = List.copyOf(changes);
        }

        /// What a vote names, so that nobody votes for something else than was read.
        public Digest digest() {
            return Digest.sha256(FORMAT.encode(this).body());
        }
    }

    /// May be given again, and then replaces what was voted before, until the proposal is decided.
    ///
    /// @param content digest of what is voted about
    record Vote(ProposalId proposal, Digest content, boolean approve) implements GovernanceCommand {}

    /// By who proposed, while it is open.
    record Withdraw(ProposalId proposal) implements GovernanceCommand {}

    /// Makes a block where something is due and nobody else writes.
    record Tick() implements GovernanceCommand {}
}

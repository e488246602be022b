package health.salus.client.api;

import health.salus.client.command.GovernanceCommand;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import java.util.List;
import java.util.Optional;

/// A proposal that members vote about.
///
/// @param command the body of the command that proposes it, whose SHA-256 a vote names
/// @param state `open`, `accepted`, `enacted`, `rejected`, `withdrawn`, `expired` or `failed`
/// @param height of the block at whose beginning an accepted proposal is due, or was done, or turned out impossible
/// @param code why it failed, of docs/errors.md
/// @param detail of that
public record Proposal(
        MemberId proposer,
        Octets command,
        List<Ballot> votes,
        String state,
        Optional<Long> height,
        Optional<String> code,
        Optional<String> detail) {

    /// How a member voted.
    public record Ballot(MemberId member, boolean approve) {}

    /// What is proposed, read from the very bytes that a vote names.
    public GovernanceCommand.Propose content() {
        return GovernanceCommand.Propose.decode(command);
    }
}

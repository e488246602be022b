package health.salus.contracts.governance;

import health.salus.kernel.MemberId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A proposal, who voted how, and what became of it.
///
/// @param votes in the order in which members first voted
public record ProposalRecord(
        GovernanceCommand.Propose content, MemberId proposer, List<Ballot> votes, ProposalState state) {

    /// One member's vote, with the transaction that proves it being found by the member and the proposal.
    public record Ballot(MemberId member, boolean approve) {}

    public ProposalRecord {
        votes = List.copyOf(votes);
    }

    ProposalRecord withVote(Ballot ballot) {
        List<Ballot> changed = new ArrayList<>(votes);
        changed.removeIf(earlier -> earlier.member().equals(ballot.member()));
        changed.add(ballot);
        return new ProposalRecord(content, proposer, changed, state);
    }

    ProposalRecord in(ProposalState next) {
        return new ProposalRecord(content, proposer, votes, next);
    }

    public Optional<Boolean> voteOf(MemberId member) {
        return votes.stream()
                .filter(ballot -> ballot.member().equals(member))
                .map(Ballot::approve)
                .findFirst();
    }
}

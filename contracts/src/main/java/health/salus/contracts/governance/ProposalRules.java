package health.salus.contracts.governance;

import health.salus.contracts.identity.Caller;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.ledger.state.StateOverlay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Proposing and voting. A member's vote weighs what the member weighs when votes are counted, which is whenever one
/// comes in.
record ProposalRules(Turn turn, MemberId member) {

    /// Members come and go by a few at a time.
    private static final int MAX_CHANGES = 64;

    /// Accepted and waiting for their height; all of them are looked at in each block.
    private static final int MAX_DUE = 16;

    /// Long enough for a board that meets twice a year.
    private static final Duration LONGEST_VOTE = Duration.ofDays(200);

    static ProposalRules of(Turn turn, String command) {
        MemberId member = Caller.of(turn).requireMemberSignature(command);
        Require.that(
                Directory.of(turn.state()).network().members().contains(member),
                ErrorCode.NOT_AUTHORISED,
                member + " is no member any more");
        return new ProposalRules(turn, member);
    }

    void propose(GovernanceCommand.Propose content) {
        Require.that(!content.changes().isEmpty(), ErrorCode.MALFORMED, "a proposal changes something");
        Require.atMost(MAX_CHANGES, content.changes().size(), "changes a proposal");
        Require.that(content.notBefore() >= 0, ErrorCode.MALFORMED, "a height is not negative");
        Require.that(
                content.expires().isAfter(turn.time())
                        && !content.expires().isAfter(turn.time().plus(LONGEST_VOTE)),
                ErrorCode.MALFORMED,
                "a vote ends within the next " + LONGEST_VOTE.toDays() + " days");
        Require.that(
                proposals().find(content.proposal()).isEmpty(),
                ErrorCode.ALREADY_EXISTS,
                "there is a proposal of this name");
        requirePossible(content.changes());
        ProposalRecord proposal = new ProposalRecord(content, member, List.of(), new ProposalState.Open());
        ProposalRecord voted = proposal.withVote(new ProposalRecord.Ballot(member, true));
        Proposals.add(turn.state(), voted);
        count(voted);
    }

    void vote(GovernanceCommand.Vote vote) {
        ProposalRecord proposal = requireOpen(vote.proposal());
        Require.that(
                proposal.content().digest().equals(vote.content()),
                ErrorCode.VERSION_CONFLICT,
                "the vote is about something else than this proposal: read it again");
        count(proposal.withVote(new ProposalRecord.Ballot(member, vote.approve())));
    }

    void withdraw(GovernanceCommand.Withdraw withdraw) {
        ProposalRecord proposal = requireOpen(withdraw.proposal());
        Require.that(
                proposal.proposer().equals(member), ErrorCode.NOT_AUTHORISED, "who proposed withdraws, nobody else");
        Proposals.put(turn.state(), proposal.in(new ProposalState.Withdrawn()));
    }

    /// What could not even be done now is refused to who proposes, where it can be mended.
    private void requirePossible(List<Change> changes) {
        new Enactment(
                        new StateOverlay(turn.state()),
                        turn.time(),
                        turn.context().height())
                .make(changes);
    }

    private void count(ProposalRecord proposal) {
        long total = weight(Directory.of(turn.state()).network().members().stream());
        long approving = weight(votes(proposal, true));
        long against = weight(votes(proposal, false));
        if (3 * approving > 2 * total) {
            long dueAt = Math.max(proposal.content().notBefore(), turn.context().height() + 1);
            List<Proposals.Due.Item> due = new ArrayList<>(proposals().due().items());
            due.add(new Proposals.Due.Item(proposal.content().proposal(), dueAt));
            Require.atMost(MAX_DUE, due.size(), "proposals accepted and not yet enacted");
            Proposals.putDue(turn.state(), new Proposals.Due(due));
            Proposals.put(turn.state(), proposal.in(new ProposalState.Accepted(dueAt)));
        } else if (3 * against >= total) {
            Proposals.put(turn.state(), proposal.in(new ProposalState.Rejected()));
        } else {
            Proposals.put(turn.state(), proposal);
        }
    }

    private static Stream<MemberId> votes(ProposalRecord proposal, boolean approve) {
        return proposal.votes().stream()
                .filter(ballot -> ballot.approve() == approve)
                .map(ProposalRecord.Ballot::member);
    }

    /// Of those that are members now; who left since counts for nothing.
    private long weight(Stream<MemberId> members) {
        Directory directory = Directory.of(turn.state());
        List<MemberId> present = directory.network().members();
        return members.filter(present::contains)
                .mapToLong(each -> directory.requireMember(each).weight())
                .sum();
    }

    private ProposalRecord requireOpen(ProposalId id) {
        ProposalRecord proposal = proposals()
                .find(id)
                .orElseThrow(() -> new SalusException(ErrorCode.NOT_FOUND, "there is no proposal of this name"));
        Require.that(
                proposal.state() instanceof ProposalState.Open,
                ErrorCode.ALREADY_DECIDED,
                "the proposal is " + proposal.state().getClass().getSimpleName());
        Require.that(
                turn.time().isBefore(proposal.content().expires()),
                ErrorCode.EXPIRED,
                "the vote ended at " + proposal.content().expires());
        return proposal;
    }

    private Proposals proposals() {
        return Proposals.of(turn.state());
    }
}

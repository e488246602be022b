package health.salus.node.api;

import health.salus.client.api.Proposal;
import health.salus.client.api.ProposalPage;
import health.salus.contracts.governance.GovernanceCommand;
import health.salus.contracts.governance.ProposalId;
import health.salus.contracts.governance.ProposalRecord;
import health.salus.contracts.governance.ProposalState;
import health.salus.contracts.governance.Proposals;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import health.salus.platform.network.Network;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What members vote about. Cards and rules are public, as the members themselves are.
@RestController
final class ProposalsApi {

    private static final int PAGE = 100;

    private final Network network;
    private final TimeSource time;

    ProposalsApi(Network network, TimeSource time) {
        this.network = network;
        this.time = time;
    }

    /// @param after how many were seen already
    @GetMapping("/api/proposals")
    ProposalPage proposals(@RequestParam(defaultValue = "0") int after) {
        if (after < 0) {
            throw new SalusException(ErrorCode.MALFORMED, "after is what an earlier answer's next said");
        }
        List<ProposalRecord> found = Proposals.of(network.state()).slice(after, PAGE + 1);
        return new ProposalPage(
                found.stream().limit(PAGE).map(this::shape).toList(),
                Optional.of(Integer.toString(after + PAGE)).filter(_ -> found.size() > PAGE));
    }

    @GetMapping("/api/proposals/{proposal}")
    Proposal proposal(@PathVariable String proposal) {
        return Proposals.of(network.state())
                .find(new ProposalId(proposal))
                .map(this::shape)
                .orElseThrow(() -> new SalusException(ErrorCode.NOT_FOUND, "no proposal has this id"));
    }

    private Proposal shape(ProposalRecord proposal) {
        ProposalState state = proposal.state();
        Optional<ProposalState.Failed> failed =
                state instanceof ProposalState.Failed each ? Optional.of(each) : Optional.empty();
        return new Proposal(
                proposal.proposer(),
                GovernanceCommand.FORMAT.encode(proposal.content()).body(),
                proposal.votes().stream()
                        .map(ballot -> new Proposal.Ballot(ballot.member(), ballot.approve()))
                        .toList(),
                word(proposal),
                height(state),
                failed.map(each -> each.code().name()),
                failed.map(ProposalState.Failed::detail));
    }

    private String word(ProposalRecord proposal) {
        return switch (proposal.state()) {
            case ProposalState.Open() -> proposal.content().expires().isAfter(time.now()) ? "open" : "expired";
            case ProposalState.Accepted _ -> "accepted";
            case ProposalState.Enacted _ -> "enacted";
            case ProposalState.Rejected() -> "rejected";
            case ProposalState.Withdrawn() -> "withdrawn";
            case ProposalState.Failed _ -> "failed";
        };
    }

    private static Optional<Long> height(ProposalState state) {
        return switch (state) {
            case ProposalState.Accepted(long due) -> Optional.of(due);
            case ProposalState.Enacted(long height) -> Optional.of(height);
            case ProposalState.Failed failure -> Optional.of(failure.height());
            default -> Optional.empty();
        };
    }
}

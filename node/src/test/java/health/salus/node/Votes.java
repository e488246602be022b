package health.salus.node;

import health.salus.consensus.ConsensusPhase;
import health.salus.contracts.governance.Change;
import health.salus.contracts.governance.GovernanceCommand;
import health.salus.contracts.governance.ProposalId;
import health.salus.contracts.governance.ProposalState;
import health.salus.contracts.governance.Proposals;
import health.salus.testkit.consensus.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What members decide together, and what their nodes make of it.
public final class Votes {

    private Votes() {}

    /// The first proposes, the others approve until it is accepted.
    public static void accept(List<NodeRuntime> voters, String id, Change... changes) {
        ProposalId proposal = new ProposalId(id);
        GovernanceCommand.Propose content = new GovernanceCommand.Propose(
                proposal, List.of(changes), 0, Instant.now().plus(Duration.ofDays(1)), Optional.empty());
        submit(voters.getFirst(), content);
        for (NodeRuntime voter : voters.subList(1, voters.size())) {
            Await.until(() -> state(voter, proposal).isPresent(), () -> voter.self() + " lags");
            // A vote that comes too late is not needed.
            if (state(voter, proposal).orElseThrow() instanceof ProposalState.Open) {
                GovernanceCommand.Vote vote = new GovernanceCommand.Vote(proposal, content.digest(), true);
                voter.network().decide(voter.network().signAsMember(List.of(GovernanceCommand.FORMAT.encode(vote))));
            }
        }
    }

    private static Optional<ProposalState> state(NodeRuntime node, ProposalId proposal) {
        return Proposals.of(node.network().state()).find(proposal).map(found -> found.state());
    }

    private static void submit(NodeRuntime node, GovernanceCommand command) {
        node.network()
                .decide(node.network().signAsMember(List.of(GovernanceCommand.FORMAT.encode(command))))
                .orThrow();
    }

    public static void awaitEpoch(List<NodeRuntime> nodes, long number) {
        for (NodeRuntime node : nodes) {
            Await.until(
                    () -> node.ledger().status().epoch().number() == number
                            && node.ledger().status().consensus().phase() == ConsensusPhase.ACTIVE,
                    () -> node.self() + ": " + node.ledger().status());
        }
    }
}

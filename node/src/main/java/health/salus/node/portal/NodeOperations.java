package health.salus.node.portal;

import health.salus.client.api.NodeStatus;
import health.salus.kernel.MemberId;
import health.salus.node.operations.OperationsView;
import health.salus.portal.Operations;

/// What `/api/operations` tells, as the portal shows it.
final class NodeOperations implements Operations {

    private static final String ACTIVE = "active";

    private final OperationsView view;

    NodeOperations(OperationsView view) {
        this.view = view;
    }

    @Override
    public Overview overview() {
        health.salus.client.api.Operations found = view.look();
        return new Overview(
                node(found),
                found.members().stream().map(NodeOperations::member).toList(),
                new Signatures(
                        found.signatures().ed25519(),
                        found.signatures().mlDsa44(),
                        found.signatures().total()),
                found.disagreements().stream()
                        .map(each -> new Disagreement(
                                each.member().value(), each.kind(), each.signed(), each.count(), each.latest()))
                        .toList(),
                found.proposals().stream().map(NodeOperations::proposal).toList(),
                disk(found),
                repair(found.repair()));
    }

    private static Node node(health.salus.client.api.Operations found) {
        NodeStatus status = found.node();
        return new Node(
                status.phase().equals(ACTIVE),
                status.reason(),
                status.software(),
                status.epoch(),
                status.pause(),
                status.height(),
                found.lastBlock(),
                found.clockAhead(),
                status.logSize(),
                status.finalSize());
    }

    private static Member member(health.salus.client.api.Operations.Member member) {
        return new Member(
                member.member().value(),
                member.name(),
                member.weight(),
                member.self(),
                member.self() || member.signedSize() > 0,
                member.behind(),
                member.signedFinal());
    }

    private static Proposal proposal(health.salus.client.api.Operations.OpenProposal open) {
        return new Proposal(
                open.proposal(),
                open.proposer().value(),
                open.expires(),
                open.approving(),
                open.against(),
                open.total(),
                open.waiting().stream().map(MemberId::value).toList(),
                open.changes());
    }

    private static Disk disk(health.salus.client.api.Operations found) {
        return new Disk(
                found.node().disk().map(use -> use.bytes()).orElse(0L),
                found.volume().freeBytes(),
                found.volume().totalBytes(),
                found.node().disk().map(use -> use.firstBlock()).orElse(0L),
                found.node().disk().flatMap(use -> use.trouble()));
    }

    private static Repair repair(health.salus.client.api.Operations.Repair repair) {
        return new Repair(
                repair.scrubbed(),
                repair.damaged(),
                repair.repaired() + repair.recoveredShares(),
                repair.unrepaired() + repair.lostShares(),
                repair.toMove());
    }
}

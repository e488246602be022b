package health.salus.node.api;

import health.salus.client.api.ContractVersions;
import health.salus.client.api.NetworkMember;
import health.salus.client.api.NetworkMembers;
import health.salus.client.api.NodeStatus;
import health.salus.contracts.SalusContracts;
import health.salus.kernel.TimeSource;
import health.salus.node.NodeRuntime;
import health.salus.node.operations.NodeStatuses;
import health.salus.proof.membership.PublicCard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a node says of itself and of its network; nobody has to sign in to ask.
@RestController
final class StatusApi {

    private final NodeRuntime node;
    private final NodeStatuses statuses;

    StatusApi(NodeRuntime node, TimeSource time) {
        this.node = node;
        this.statuses = new NodeStatuses(node, time);
    }

    @GetMapping("/api/status")
    NodeStatus status() {
        return statuses.look();
    }

    @GetMapping("/api/network")
    NetworkMembers network() {
        return new NetworkMembers(
                node.genesis().network(),
                node.ledger().members().digest(),
                node.cards().stream().map(this::member).toList(),
                contracts());
    }

    private List<ContractVersions> contracts() {
        var voted =
                health.salus.ledger.execution.ContractVersions.of(node.network().state());
        SortedMap<String, List<Integer>> known = new TreeMap<>();
        SalusContracts.all()
                .forEach(contract -> known.computeIfAbsent(contract.name(), _ -> new ArrayList<>())
                        .add(contract.version()));
        return known.entrySet().stream()
                .map(each -> new ContractVersions(
                        each.getKey(),
                        voted.asMap().getOrDefault(each.getKey(), Collections.min(each.getValue()) == 1 ? 1 : 0),
                        Collections.min(each.getValue()),
                        Collections.max(each.getValue())))
                .toList();
    }

    private NetworkMember member(PublicCard card) {
        boolean heard = card.member().equals(node.self())
                || node.ledger().status().signedSizes().getOrDefault(card.member(), 0L) > 0;
        return new NetworkMember(
                card.member(),
                card.organisation(),
                card.displayName(),
                card.weight(),
                card.checkpointKeys().ed25519().encoded(),
                card.checkpointKeys().mlDsa44().encoded(),
                heard);
    }
}

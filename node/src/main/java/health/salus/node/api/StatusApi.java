package health.salus.node.api;

import health.salus.client.api.NetworkMember;
import health.salus.client.api.NetworkMembers;
import health.salus.client.api.NodeStatus;
import health.salus.consensus.ConsensusPhase;
import health.salus.crypto.VerificationKey;
import health.salus.kernel.TimeSource;
import health.salus.node.NodeRuntime;
import health.salus.node.replica.LedgerRuntime;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.transaction.Transaction;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a node says of itself and of its network; nobody has to sign in to ask.
@RestController
final class StatusApi {

    static final int API_VERSION = 1;

    private final NodeRuntime node;
    private final TimeSource time;

    StatusApi(NodeRuntime node, TimeSource time) {
        this.node = node;
        this.time = time;
    }

    @GetMapping("/api/status")
    NodeStatus status() {
        LedgerRuntime.Status status = node.ledger().status();
        ConsensusPhase phase = status.consensus().phase();
        return new NodeStatus(
                API_VERSION,
                NodeRuntime.version(),
                node.genesis().network(),
                node.self(),
                node.config().consensus().engine().name().toLowerCase(Locale.ROOT),
                phase.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                Optional.of(status.consensus().reason()).filter(reason -> phase != ConsensusPhase.ACTIVE),
                status.height(),
                status.logSize(),
                status.finalSize(),
                time.now(),
                Transaction.MAX_BYTES,
                Optional.of(URI.create(node.config().http().publicUrl() + "/portal")));
    }

    @GetMapping("/api/network")
    NetworkMembers network() {
        return new NetworkMembers(
                node.genesis().network(),
                node.ledger().members().digest(),
                node.genesis().members().stream().map(this::member).toList());
    }

    private NetworkMember member(PublicCard card) {
        boolean heard = card.member().equals(node.self())
                || node.ledger().status().signedSizes().getOrDefault(card.member(), 0L) > 0;
        return new NetworkMember(
                card.member(),
                card.organisation(),
                card.displayName(),
                card.weight(),
                VerificationKey.ofCoseKey(card.checkpointKey()).encoded(),
                heard);
    }
}

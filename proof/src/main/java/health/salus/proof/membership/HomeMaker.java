package health.salus.proof.membership;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes members' homes, in the one form that there is (docs/formats/member-home.md): keys, which never leave them, the
/// public card, and the node's configuration. Nothing that is there is replaced.
///
/// @param gossip makes the keys of the consensus engine, which this module does not know
public record HomeMaker(GossipKeyMaker gossip, RandomSource random) {

    private static final String CONSENSUS = "consensus.";

    /// Makes the consensus engine's keys in key directories that exist, each with its certificate in
    /// [MemberHome#gossipCertificate].
    @FunctionalInterface
    public interface GossipKeyMaker {
        void make(Map<MemberHome, NewMember> homes);
    }

    public PublicCard make(MemberHome home, NewMember member, Instant now) {
        makeAll(Map.of(home, member), now);
        return home.readCard();
    }

    /// Makes all of them, or none when one exists already.
    public void makeAll(Map<MemberHome, NewMember> homes, Instant now) {
        homes.keySet().forEach(HomeMaker::requireNew);
        homes.forEach((home, member) -> MemberKeys.create(home.keys(), member.member(), now, random));
        Map<MemberHome, NewMember> gossiping = new LinkedHashMap<>(homes);
        gossiping.values().removeIf(member -> member.addresses().gossip().isEmpty());
        if (!gossiping.isEmpty()) {
            gossip.make(gossiping);
        }
        homes.forEach((home, member) -> {
            MemberHome.write(home.card(), card(home, member).encode());
            MemberHome.write(home.configuration(), Octets.utf8(configuration(member.addresses())));
        });
    }

    /// Gives a home that was made for a member on its own what it needs beside others: the engine's keys, a card that
    /// names them, and where the engine listens. The network goes on with the card that it has until it takes this
    /// one.
    public PublicCard addGossip(MemberHome home, NodeAddresses.HostAndPort address) {
        PublicCard card = home.readCard();
        if (card.gossips()) {
            throw new SalusException(
                    ErrorCode.ALREADY_EXISTS, home.directory() + " has what the engine of several members needs");
        }
        NodeAddresses addresses = NodeAddresses.reachedAt(
                URI.create("http://localhost"),
                NodeAddresses.HostAndPort.parse(URI.create(card.peerAddress()).getAuthority()),
                Optional.of(address));
        NewMember member =
                new NewMember(card.member(), card.organisation(), card.displayName(), card.weight(), addresses);
        gossip.make(Map.of(home, member));
        MemberHome.write(home.configuration(), Octets.utf8(withGossip(home, addresses)));
        PublicCard complete = card.withGossip(MemberHome.read(home.gossipCertificate()), address.toString());
        MemberHome.write(home.card(), complete.encode());
        return complete;
    }

    /// Makes other keys for a member, and the card with them, in [MemberHome#next]. Its addresses stay. The present
    /// keys
    /// hold until the network takes the card.
    public PublicCard makeNext(MemberHome home, Instant now) {
        PublicCard card = home.readCard();
        Optional<NodeAddresses.HostAndPort> gossips =
                card.gossips() ? Optional.of(NodeAddresses.HostAndPort.parse(card.gossipAddress())) : Optional.empty();
        NodeAddresses addresses = NodeAddresses.reachedAt(
                URI.create("http://localhost"),
                NodeAddresses.HostAndPort.parse(URI.create(card.peerAddress()).getAuthority()),
                gossips);
        return make(
                home.next(),
                new NewMember(card.member(), card.organisation(), card.displayName(), card.weight(), addresses),
                now);
    }

    private static String withGossip(MemberHome home, NodeAddresses addresses) {
        StringBuilder text = new StringBuilder();
        MemberHome.read(home.configuration())
                .toUtf8()
                .lines()
                .filter(line -> !line.startsWith(CONSENSUS))
                .forEach(line -> text.append(line).append('\n'));
        consensus(addresses)
                .forEach((key, value) ->
                        text.append(key).append(" = ").append(value).append('\n'));
        return text.toString();
    }

    private static Map<String, Object> consensus(NodeAddresses addresses) {
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put(CONSENSUS + "engine", addresses.gossip().isPresent() ? "hashgraph" : "solo");
        addresses.gossip().ifPresent(gossip -> {
            lines.put(CONSENSUS + "gossip-host", addresses.bind());
            lines.put(CONSENSUS + "gossip-port", gossip.port());
        });
        return lines;
    }

    private static void requireNew(MemberHome home) {
        if (MemberKeys.present(home.keys()) || Files.exists(home.configuration()) || Files.exists(home.card())) {
            throw new SalusException(
                    ErrorCode.ALREADY_EXISTS, home.directory() + " is a member's home already; it is not replaced");
        }
    }

    private static PublicCard card(MemberHome home, NewMember member) {
        MemberKeys keys = MemberKeys.load(home.keys());
        Optional<NodeAddresses.HostAndPort> gossip = member.addresses().gossip();
        return new PublicCard(
                PublicCard.VERSION,
                member.member(),
                member.organisation(),
                member.displayName(),
                member.weight(),
                keys.member().verificationKey().coseKey(),
                keys.checkpoint().ed25519().verificationKey().coseKey(),
                keys.checkpoint().mlDsa44().verificationKey(),
                keys.tls().certificate().der(),
                gossip.isPresent() ? MemberHome.read(home.gossipCertificate()) : Octets.EMPTY,
                "https://" + member.addresses().peer(),
                gossip.map(NodeAddresses.HostAndPort::toString).orElse(""));
    }

    private static String configuration(NodeAddresses addresses) {
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put("data", "data");
        lines.put("keys", "keys");
        lines.put("genesis", "genesis.cbor");
        lines.put("http.host", addresses.httpHost().host());
        lines.put("http.port", addresses.httpHost().port());
        lines.put("http.public-url", addresses.http());
        lines.put("peer.host", addresses.bind());
        lines.put("peer.port", addresses.peer().port());
        lines.putAll(consensus(addresses));
        StringBuilder text = new StringBuilder("# A Salus node. docs/operating/run.md explains each key.\n");
        lines.forEach(
                (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        return text.toString();
    }
}

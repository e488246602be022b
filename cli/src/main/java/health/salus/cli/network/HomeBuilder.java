package health.salus.cli.network;

import health.salus.cli.shell.Shell;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SalusException;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.PublicCard;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Makes members' homes: keys, which never leave them, the public card, and a configuration.
final class HomeBuilder {

    private final Shell shell;

    HomeBuilder(Shell shell) {
        this.shell = shell;
    }

    /// A member to be.
    ///
    /// @param http where people and clients reach the node
    /// @param peer where other members reach it
    /// @param gossip where their consensus engines reach its own; empty for a member on its own
    record Member(
            MemberId member,
            OrganisationId organisation,
            String displayName,
            long weight,
            URI http,
            URI peer,
            String gossip) {

        boolean gossips() {
            return !gossip.isEmpty();
        }
    }

    record Home(MemberHome home, Member member) {}

    /// Makes all of them, or none that exists already.
    void build(List<Home> homes) {
        for (Home each : homes) {
            MemberKeys.create(
                    each.home().keys(),
                    each.member().member(),
                    shell.surroundings().time().now(),
                    shell.surroundings().random());
        }
        makeGossipKeys(homes.stream().filter(each -> each.member().gossips()).toList());
        for (Home each : homes) {
            MemberHome.write(each.home().card(), card(each).encode());
            MemberHome.write(each.home().configuration(), Octets.utf8(configuration(each.member())));
        }
    }

    /// The engine makes its own keys: only the node's program has it.
    private void makeGossipKeys(List<Home> homes) {
        if (homes.isEmpty()) {
            return;
        }
        List<String> arguments = new ArrayList<>(List.of("gossip-keys"));
        for (Home each : homes) {
            arguments.add(each.home().keys().toAbsolutePath().toString());
            arguments.add(each.member().member().value());
        }
        Launcher.of(shell).run(arguments);
    }

    private static PublicCard card(Home each) {
        MemberKeys keys = MemberKeys.load(each.home().keys());
        Member member = each.member();
        return new PublicCard(
                PublicCard.VERSION,
                member.member(),
                member.organisation(),
                member.displayName(),
                member.weight(),
                keys.member().verificationKey().coseKey(),
                keys.checkpoint().verificationKey().coseKey(),
                keys.tls().certificate().der(),
                member.gossips() ? MemberHome.read(each.home().gossipCertificate()) : Octets.EMPTY,
                member.peer().toString(),
                member.gossip());
    }

    private static String configuration(Member member) {
        StringBuilder text = new StringBuilder("# A Salus node. docs/operating/run.md explains each key.\n");
        line(text, "data", "data");
        line(text, "keys", "keys");
        line(text, "genesis", "genesis.cbor");
        line(text, "http.host", member.http().getHost());
        line(text, "http.port", Integer.toString(port(member.http())));
        line(text, "http.public-url", member.http().toString());
        line(text, "peer.host", member.peer().getHost());
        line(text, "peer.port", Integer.toString(port(member.peer())));
        line(text, "consensus.engine", member.gossips() ? "hashgraph" : "solo");
        if (member.gossips()) {
            URI gossip = gossip(member.gossip());
            line(text, "consensus.gossip-host", gossip.getHost());
            line(text, "consensus.gossip-port", Integer.toString(port(gossip)));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(" = ").append(value).append('\n');
    }

    /// Reads `host:port`.
    static URI gossip(String address) {
        try {
            URI uri = URI.create("gossip://" + address);
            if (uri.getHost() != null && uri.getPort() > 0) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Refused below.
        }
        throw new SalusException(ErrorCode.MALFORMED, "'" + address + "' is not of the form host:port");
    }

    private static int port(URI uri) {
        if (uri.getHost() == null || uri.getPort() < 1) {
            throw new SalusException(ErrorCode.MALFORMED, uri + " has no host and port");
        }
        return uri.getPort();
    }
}

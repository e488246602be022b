package health.salus.node.setup;

import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.OrganisationId;
import health.salus.proof.membership.Genesis;
import health.salus.proof.membership.HomeMaker;
import health.salus.proof.membership.MemberHome;
import health.salus.proof.membership.MemberKeys;
import health.salus.proof.membership.NewMember;
import health.salus.proof.membership.NodeAddresses;
import health.salus.proof.membership.NodeAddresses.HostAndPort;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a member does at home, without the command line: makes its [MemberHome], signs a genesis, installs it.
public final class MemberSetup {

    private final MemberHome home;

    public MemberSetup(Path directory) {
        this.home = new MemberHome(directory);
    }

    /// Who the member is.
    public record Identity(MemberId member, OrganisationId organisation, String displayName, long weight) {}

    /// Where the member's node can be reached.
    ///
    /// @param host under which other members reach it, and to which it binds
    public record Addresses(String host, int httpPort, int peerPort, int gossipPort) {}

    /// Makes the member's keys, its card and its configuration. Never replaces anything.
    ///
    /// @param engine `solo` or `hashgraph`
    public PublicCard init(Identity identity, Addresses addresses, String engine) {
        NodeAddresses places = new NodeAddresses(
                URI.create("http://localhost:" + addresses.httpPort()),
                new HostAndPort(addresses.host(), addresses.httpPort()),
                new HostAndPort(addresses.host(), addresses.peerPort()),
                Optional.of(new HostAndPort(addresses.host(), addresses.gossipPort()))
                        .filter(_ -> engine.equals("hashgraph")),
                addresses.host());
        NewMember member = new NewMember(
                identity.member(), identity.organisation(), identity.displayName(), identity.weight(), places);
        HomeMaker maker = new HomeMaker(GossipKeysCommand::make, new SystemRandomSource());
        return maker.make(home, member, Instant.now());
    }

    /// Adds this member's signature to a genesis that it has looked at.
    public SignedGenesis sign(SignedGenesis genesis) {
        return genesis.sign(MemberKeys.load(home.keys()).member());
    }

    public void install(SignedGenesis genesis) {
        home.install(genesis);
    }

    public Path configurationFile() {
        return home.configuration();
    }

    /// A genesis of these members, not yet signed.
    public static SignedGenesis propose(NetworkId network, List<PublicCard> cards, Instant time) {
        return SignedGenesis.unsigned(new Genesis(Genesis.VERSION, network, time, cards));
    }
}

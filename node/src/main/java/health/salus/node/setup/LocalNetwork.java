package health.salus.node.setup;

import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.OrganisationId;
import health.salus.proof.membership.PublicCard;
import health.salus.proof.membership.SignedGenesis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A network whose members all live on this machine: for demos, tests and measurements. Each still makes its own keys
/// in its own home, and each signs the genesis.
public final class LocalNetwork {

    /// Consensus time begins before the first transaction.
    private static final Duration EARLIER = Duration.ofMinutes(1);

    private LocalNetwork() {}

    /// @param name also names its home, and `name-hospital` its organisation
    public record Member(String name, MemberSetup.Addresses addresses) {

        public OrganisationId organisation() {
            return new OrganisationId(name + "-hospital");
        }

        private String title() {
            return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " Hospital";
        }

        private MemberSetup.Identity identity() {
            return new MemberSetup.Identity(new MemberId(name), organisation(), title(), 1);
        }
    }

    /// One member makes a solo installation, several a network on the hashgraph.
    ///
    /// @return the configuration file of each member's node
    public static List<Path> create(Path directory, NetworkId network, List<Member> members) {
        String engine = members.size() == 1 ? "solo" : "hashgraph";
        List<MemberSetup> setups = new ArrayList<>();
        List<PublicCard> cards = new ArrayList<>();
        for (Member member : members) {
            MemberSetup setup = new MemberSetup(directory.resolve(member.name()));
            cards.add(setup.init(member.identity(), member.addresses(), engine));
            setups.add(setup);
        }
        SignedGenesis genesis =
                MemberSetup.propose(network, cards, Instant.now().minus(EARLIER));
        for (MemberSetup setup : setups) {
            genesis = setup.sign(genesis);
        }
        for (MemberSetup setup : setups) {
            setup.install(genesis);
        }
        return setups.stream().map(MemberSetup::configurationFile).toList();
    }
}

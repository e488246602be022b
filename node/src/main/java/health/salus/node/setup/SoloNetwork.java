package health.salus.node.setup;

import health.salus.kernel.NetworkId;
import health.salus.proof.membership.PublicCard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A network of one member, which signs its genesis alone: what a first installation, a test and a measurement start
/// from.
public final class SoloNetwork {

    /// Consensus time begins before the first transaction.
    private static final Duration EARLIER = Duration.ofMinutes(1);

    private SoloNetwork() {}

    /// Makes the member's home in an empty directory.
    ///
    /// @return the configuration file of its node
    public static Path create(
            Path home, NetworkId network, MemberSetup.Identity member, MemberSetup.Addresses addresses) {
        MemberSetup setup = new MemberSetup(home);
        PublicCard card = setup.init(member, addresses, "solo");
        Instant begin = Instant.now().minus(EARLIER);
        setup.install(setup.sign(MemberSetup.propose(network, List.of(card), begin)));
        return setup.configurationFile();
    }
}

package health.salus.node;

import health.salus.node.config.NodeConfig;
import health.salus.node.replica.RosterEpoch;
import health.salus.proof.membership.MemberHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keys that a member made to replace its own. They are taken when the members have voted for them, and not before:
/// until
/// then the network knows the member by the others.
final class NextKeys {

    private static final Logger LOG = LoggerFactory.getLogger(NextKeys.class);

    private NextKeys() {}

    /// Puts them in place, if the network has them by now.
    ///
    /// @param epoch in which this node stopped; empty for that of the genesis
    static void takeIfVoted(NodeConfig config, Optional<RosterEpoch> epoch) {
        MemberHome home = new MemberHome(config.genesis().resolveSibling(Path.of("")));
        if (epoch.isEmpty() || !Files.exists(home.next().card())) {
            return;
        }
        boolean voted = epoch.get().cards().contains(home.next().readCard());
        if (voted) {
            home.takeNext(config.keys());
            LOG.info("the keys that members voted for are in place; the earlier ones are of no use any more");
        }
    }
}

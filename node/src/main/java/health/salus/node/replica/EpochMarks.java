package health.salus.node.replica;

import health.salus.kernel.Octets;
import health.salus.node.local.LocalStore;
import health.salus.node.local.LocalStore.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which epoch this node's engine is in, and the links that lead there from the genesis, in the node's own store.
public record EpochMarks(LocalStore local) {

    private static final Octets RUNNING = Octets.utf8("epoch");

    /// Empty while the node never left the genesis's epoch.
    public Optional<RosterEpoch> running() {
        return local.get(Space.MARKS, RUNNING).map(RosterEpoch.CODEC::decode);
    }

    /// As many as this node knows, up to the running epoch's.
    List<EpochLink> links(RosterEpoch running) {
        List<EpochLink> links = new ArrayList<>();
        for (long number = 1; number <= running.number(); number++) {
            local.get(Space.MARKS, key(number)).map(EpochLink.CODEC::decode).ifPresent(links::add);
        }
        return links;
    }

    /// Durably; a crash between leaves the epoch before, and links that are written again.
    public void keep(List<EpochLink> links, RosterEpoch running) {
        links.forEach(link -> local.putDurably(Space.MARKS, key(link.number()), EpochLink.CODEC.encode(link)));
        local.putDurably(Space.MARKS, RUNNING, RosterEpoch.CODEC.encode(running));
    }

    private static Octets key(long number) {
        return Octets.utf8("epoch-link/" + number);
    }
}

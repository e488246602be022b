package health.salus.simulator;

import health.salus.kernel.MemberId;
import health.salus.ledger.replica.MemberSets;
import health.salus.node.replica.RosterEpoch;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MemberSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a member keeps durably about epochs: which one its engine is in, and how those before ended.
final class EpochBook {

    private final MemberSet founders;
    private final List<Link> links = new ArrayList<>();
    private RosterEpoch running;

    /// How one epoch ended.
    ///
    /// @param ending the checkpoint at its end, final by its members
    private record Link(RosterEpoch next, CheckpointNote ending, MemberSet members) {}

    EpochBook(RosterEpoch first, MemberSet founders) {
        this.running = first;
        this.founders = founders;
    }

    RosterEpoch running() {
        return running;
    }

    boolean includes(MemberId member) {
        return running.includes(member);
    }

    void enter(RosterEpoch next, CheckpointNote ending, MemberSet members) {
        links.add(new Link(next, ending, members));
        running = next;
    }

    /// The final checkpoint that ended an epoch, if it has ended.
    Optional<CheckpointNote> ending(long number) {
        return links.stream()
                .filter(link -> link.next.number() == number + 1)
                .map(Link::ending)
                .findFirst();
    }

    /// The final checkpoint that ended the epoch of a block, if it has ended.
    Optional<CheckpointNote> endOf(long height) {
        return links.stream()
                .filter(link -> height <= link.next.after())
                .map(Link::ending)
                .findFirst();
    }

    MemberSets memberSets() {
        MemberSets sets = MemberSets.of(founders);
        for (Link link : links) {
            sets = sets.followedBy(link.next.logSize(), link.members);
        }
        return sets;
    }
}

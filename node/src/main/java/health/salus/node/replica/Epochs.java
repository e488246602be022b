package health.salus.node.replica;

import health.salus.contracts.governance.Epoch;
import health.salus.contracts.governance.Proposals;
import health.salus.contracts.identity.Cards;
import health.salus.kernel.MemberId;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.ledger.replica.MemberSets;
import health.salus.node.local.LocalStore;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleTree;
import health.salus.proof.membership.Genesis;
import health.salus.proof.receipt.MemberChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The epochs of this node: which one its engine is in, and whether the ledger has come to its end.
///
/// An epoch that the ledger has begun is entered here only with the final checkpoint that ended the one before: until
/// then the old engine may be needed by members that are not there yet.
final class Epochs {

    private final LedgerStore store;
    private final EpochMarks marks;
    private volatile RosterEpoch running;
    private volatile Optional<RosterEpoch> next = Optional.empty();
    private final List<EpochLink> links = new ArrayList<>();

    /// The ledger has its genesis block.
    Epochs(Genesis genesis, LedgerStore store, LocalStore local) {
        this.store = store;
        this.marks = new EpochMarks(local);
        this.running = marks.running().orElseGet(() -> first(genesis));
        this.links.addAll(marks.links(running));
        noticeEnd();
    }

    /// Block 0 has no entry but its header's; it may not be on this disk any more.
    private static RosterEpoch first(Genesis genesis) {
        return new RosterEpoch(0, 0, genesis.time(), 1, genesis.members());
    }

    RosterEpoch running() {
        return running;
    }

    /// The epoch that the ledger has begun and this node's engine has not.
    Optional<RosterEpoch> next() {
        return next;
    }

    /// Looks whether the latest block was the last of the running epoch. For the thread that writes blocks.
    ///
    /// @return what is next, if it was
    Optional<RosterEpoch> noticeEnd() {
        Epoch epoch = Proposals.of(store.state()).epoch();
        if (epoch.number() > running.number() && next.isEmpty()) {
            Block last = store.block(epoch.after()).orElseThrow();
            next = Optional.of(new RosterEpoch(
                    epoch.number(),
                    epoch.after(),
                    last.time(),
                    last.logSize(),
                    Cards.of(store.state()).all()));
            return next;
        }
        return Optional.empty();
    }

    /// Enters the next epoch, durably.
    ///
    /// @param ending the checkpoint at the end of the one before, final by its members
    RosterEpoch enter(CheckpointNote ending) {
        RosterEpoch entered = next.orElseThrow();
        Block last = store.block(entered.after()).orElseThrow();
        EpochLink link = new EpochLink(
                entered.number(),
                entered.after(),
                last.headerEntry(),
                MerkleTree.inclusion(entered.logSize() - 1, entered.logSize(), store::logNode),
                ending.encode(),
                entered.memberSet().encode());
        marks.keep(List.of(link), entered);
        synchronized (links) {
            links.add(link);
        }
        running = entered;
        next = Optional.empty();
        return entered;
    }

    /// From the genesis on, as far as this node knows.
    List<EpochLink> links() {
        synchronized (links) {
            return List.copyOf(links);
        }
    }

    /// What leads a verifier from the members of the genesis to the present ones.
    MemberChain chain() {
        return MemberChain.of(links().stream().map(EpochLink::proof).toList());
    }

    /// The link that ended the epoch of a block, if it has ended.
    Optional<EpochLink> endOf(long height) {
        return links().stream().filter(link -> height <= link.height()).findFirst();
    }

    MemberSets memberSets(Genesis genesis) {
        MemberSets sets = MemberSets.of(Cards.memberSet(genesis.members()));
        for (EpochLink link : links()) {
            long endedAt = CheckpointNote.parse(link.note()).checkpoint().size();
            sets = sets.followedBy(endedAt, MemberSet.decode(link.members()));
        }
        return next.isPresent()
                ? sets.followedBy(next.get().logSize(), next.get().memberSet())
                : sets;
    }

    /// Whether this member takes part in the engine of the running epoch.
    boolean includes(MemberId member) {
        return running.includes(member);
    }
}

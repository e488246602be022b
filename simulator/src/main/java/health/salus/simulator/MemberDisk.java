package health.salus.simulator;

import health.salus.kernel.MemberId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.replica.Divergence;
import health.salus.node.replica.RosterEpoch;
import health.salus.testkit.ledger.InMemoryLedgerStore;
import health.salus.vault.store.PieceShelves;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What of a member survives the death of its process.
final class MemberDisk {

    private final Fuse fuse;
    private final FragileMark mark;
    private final EpochBook epochs;
    private final List<Divergence> evidence = new ArrayList<>();
    private final PieceShelves pieces;
    private InMemoryLedgerStore ledger = new InMemoryLedgerStore();
    private Optional<Damage> damage = Optional.empty();
    private boolean damageIsKnown;
    private long heightBeforeLoss;

    MemberDisk(MemberId member, Consortium founders, TimeSource time) {
        this.pieces = new PieceShelves(new HeldPieces(time), new HeldPieces(time));
        this.fuse = new Fuse(member);
        this.mark = new FragileMark(fuse);
        // The log of block 0 is its header.
        RosterEpoch first = new RosterEpoch(0, 0, Consortium.GENESIS, 1, founders.cards());
        this.epochs = new EpochBook(first, founders.memberSet());
    }

    Fuse fuse() {
        return fuse;
    }

    FragileMark mark() {
        return mark;
    }

    EpochBook epochs() {
        return epochs;
    }

    List<Divergence> evidence() {
        return evidence;
    }

    PieceShelves pieces() {
        return pieces;
    }

    InMemoryLedgerStore ledger() {
        return ledger;
    }

    Optional<Damage> damage() {
        return damage;
    }

    void suffer(Damage done) {
        damage = Optional.of(done);
    }

    void nameDamage() {
        damageIsKnown = true;
    }

    boolean damageIsKnown() {
        return damageIsKnown;
    }

    /// The ledger of an old backup takes the place of the damaged one. Marks and epochs are kept apart from it.
    void restore(long height) {
        heightBeforeLoss = ledger.height();
        ledger = ledger.backup(height);
        damage = Optional.empty();
        damageIsKnown = false;
    }

    /// Whether nothing is damaged, nor missing that was here once.
    boolean isWhole() {
        return damage.isEmpty() && ledger.height() >= heightBeforeLoss;
    }

    /// Takes what nobody forced.
    void cutPower() {
        ledger = ledger.afterPowerCut();
    }
}

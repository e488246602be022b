package health.salus.node.replica;

import health.salus.kernel.Octets;
import health.salus.ledger.replica.SigningMark;
import health.salus.node.local.LocalStore;
import health.salus.node.local.LocalStore.Space;
import java.util.Optional;

/// The mark of what this member signed, in its local store.
record DurableMark(LocalStore local, RoomWait room) implements SigningMark {

    private static final Octets KEY = Octets.utf8("signed-checkpoint");

    @Override
    public Optional<Octets> load() {
        return local.get(Space.MARKS, KEY);
    }

    @Override
    public void keep(Octets mark) {
        // Its block is committed, and is not executed again: nobody would make up for a signature that is refused here.
        room.patiently(() -> {
            local.putDurably(Space.MARKS, KEY, mark);
            return mark;
        });
    }
}

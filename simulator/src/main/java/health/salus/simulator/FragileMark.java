package health.salus.simulator;

import health.salus.kernel.Octets;
import health.salus.ledger.replica.SigningMark;
import java.util.Optional;

/// A member's mark of what it signed: survives its crashes, and is a step to crash at.
final class FragileMark implements SigningMark {

    private final Fuse fuse;
    private Optional<Octets> kept = Optional.empty();

    FragileMark(Fuse fuse) {
        this.fuse = fuse;
    }

    @Override
    public Optional<Octets> load() {
        return kept;
    }

    @Override
    public void keep(Octets mark) {
        fuse.pass("before the mark is kept");
        kept = Optional.of(mark);
        fuse.pass("after the mark is kept");
    }
}

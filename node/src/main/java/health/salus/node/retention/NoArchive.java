package health.salus.node.retention;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.archive.BlockArchive;
import java.util.Optional;

/// Where no archive is configured. Nothing is moved there; but blocks may have been pruned while there was one.
final class NoArchive implements BlockArchive {

    @Override
    public void put(long first, Octets segment) {
        throw missing(first);
    }

    @Override
    public Optional<Octets> get(long first) {
        throw missing(first);
    }

    private SalusException missing(long first) {
        return new SalusException(
                ErrorCode.ARCHIVE_UNREACHABLE,
                "the blocks from " + first + " on are not on this disk, and no archive is configured");
    }

    @Override
    public String place(long first) {
        return "no archive";
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}

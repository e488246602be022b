package health.salus.testkit.archive;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.archive.BlockArchive;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// An archive that keeps all in memory; it can be out of reach, or lose and change what it keeps.
public final class InMemoryBlockArchive implements BlockArchive {

    // Both guarded by this object's monitor.
    private final SortedMap<Long, Octets> segments = new TreeMap<>();
    private boolean reachable = true;

    @Override
    public synchronized void put(long first, Octets segment) {
        requireReachable(first);
        segments.put(first, segment);
    }

    @Override
    public synchronized Optional<Octets> get(long first) {
        requireReachable(first);
        return Optional.ofNullable(segments.get(first));
    }

    private void requireReachable(long first) {
        if (!reachable) {
            throw new SalusException(ErrorCode.ARCHIVE_UNREACHABLE, place(first) + " is out of reach");
        }
    }

    @Override
    public String place(long first) {
        return "memory " + first;
    }

    public synchronized void setReachable(boolean isReachable) {
        reachable = isReachable;
    }

    /// Behind the back of whoever put it.
    public synchronized void replace(long first, Optional<Octets> segment) {
        segment.ifPresentOrElse(other -> segments.put(first, other), () -> segments.remove(first));
    }

    public synchronized int size() {
        return segments.size();
    }

    @Override
    public void close() {
        // What is kept stays, so that a test can look at it.
    }
}

package health.salus.ledger.archive;

import health.salus.kernel.Octets;
import java.util.Optional;

/// Keeps segments of old blocks in some other place. It is not trusted: what it gives is checked against the log's
/// hashes, which stay in the ledger's own store ([BlockSegment#check]).
///
/// Called by several threads.
public interface BlockArchive extends AutoCloseable {

    /// Keeps the segment, and returns only after it would survive a power cut of this machine. One that is there is
    /// replaced.
    ///
    /// @param first the height of its first block
    /// @throws health.salus.kernel.SalusException `ARCHIVE_UNREACHABLE` when it is not known to be kept
    void put(long first, Octets segment);

    /// The segment as it was put; empty when there is none.
    ///
    /// @throws health.salus.kernel.SalusException `ARCHIVE_UNREACHABLE` when the archive does not answer
    Optional<Octets> get(long first);

    /// Where the segment lies, as an operator would look for it; without secrets.
    String place(long first);

    @Override
    void close();
}

package health.salus.consensus.solo;

import java.io.IOException;
import java.nio.file.Path;

/// Opens segments for writing: the disk, or in tests a disk that fails.
interface SegmentFiles {

    /// An empty segment, in place of one that may lie there from an attempt that failed. Its name is on the disk once
    /// this returns.
    SegmentFile create(Path file) throws IOException;

    /// An existing segment, to append to.
    SegmentFile open(Path file) throws IOException;
}

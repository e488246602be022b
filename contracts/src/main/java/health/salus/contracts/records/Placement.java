package health.salus.contracts.records;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import java.util.BitSet;
import java.util.List;

/// Holds a command to its word: every place of every segment that it registers is taken by exactly one change.
final class Placement {

    private final List<SegmentRecord> segments;
    private final BitSet[] taken;

    Placement(List<SegmentRecord> segments) {
        this.segments = segments;
        this.taken = new BitSet[segments.size()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = new BitSet();
        }
    }

    SegmentRecord take(ResourceChange.Location location) {
        Require.that(
                location.segment() < segments.size(), ErrorCode.MALFORMED, "a change names a segment of its command");
        SegmentRecord segment = segments.get(location.segment());
        boolean free =
                location.position() < segment.resourceCount() && !taken[location.segment()].get(location.position());
        Require.that(free, ErrorCode.MALFORMED, "a change takes a free place of its segment");
        taken[location.segment()].set(location.position());
        return segment;
    }

    void requireComplete() {
        for (int i = 0; i < taken.length; i++) {
            Require.that(
                    taken[i].cardinality() == segments.get(i).resourceCount(),
                    ErrorCode.MALFORMED,
                    "segment " + i + " has more resources than there are changes");
        }
    }
}

package health.salus.vault.segment;

import java.util.List;

/// What is about to be sealed together.
public record UnsealedSegment(SegmentDescriptor descriptor, List<SegmentEntry> entries) {

    public UnsealedSegment {
        entries = List.copyOf(entries);
    }
}

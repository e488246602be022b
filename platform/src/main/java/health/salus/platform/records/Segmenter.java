package health.salus.platform.records;

import health.salus.contracts.records.PackedChanges;
import health.salus.contracts.records.ResourceChange;
import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.SubjectId;
import health.salus.vault.segment.SegmentEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Splits a submission into segments: resources of one patient, one sensitivity and one group of types go together, so
/// that a permission opens exactly what it covers.
final class Segmenter {

    /// Fills a few hundred kilobytes, which compress well; larger segments would make reading one resource slow.
    static final int MAX_ENTRIES = 256;

    static final int MAX_PLAIN_BYTES = 2 * 1024 * 1024;

    /// What shares a segment.
    private record Group(TypeGroup typeGroup, List<SecurityLabel> labels) {}

    /// A segment that is being filled.
    private static final class Filling {
        private final int index;
        private final List<SegmentEntry> entries = new ArrayList<>();
        private int bytes;

        Filling(int index) {
            this.index = index;
        }

        boolean takes(int more) {
            return entries.size() < MAX_ENTRIES && bytes + more <= MAX_PLAIN_BYTES;
        }
    }

    /// Changes of one subject, or of the directory, as many as one command takes.
    ///
    /// @param changes refer to segments by their position in `segments`
    record Part(Optional<SubjectId> subject, List<Segment> segments, List<ResourceChange> changes) {}

    record Segment(TypeGroup typeGroup, List<SecurityLabel> labels, List<SegmentEntry> entries) {}

    private final Instant lastUpdated;
    private final Optional<SubjectId> subject;
    private final List<Segment> segments = new ArrayList<>();
    private final List<ResourceChange> changes = new ArrayList<>();
    private final Map<Group, Filling> open = new LinkedHashMap<>();

    private Segmenter(Instant lastUpdated, Optional<SubjectId> subject) {
        this.lastUpdated = lastUpdated;
        this.subject = subject;
    }

    static List<Part> split(List<RecordChange> changes, Instant lastUpdated) {
        List<Part> parts = new ArrayList<>();
        Map<Optional<SubjectId>, Segmenter> bySubject = new LinkedHashMap<>();
        for (RecordChange change : changes) {
            Segmenter filling = bySubject.computeIfAbsent(change.subject(), one -> new Segmenter(lastUpdated, one));
            filling.add(change);
            if (filling.changes.size() == PackedChanges.MAX_CHANGES) {
                parts.add(filling.part());
                bySubject.remove(change.subject());
            }
        }
        bySubject.values().forEach(filling -> parts.add(filling.part()));
        return parts;
    }

    private Part part() {
        return new Part(subject, segments, changes);
    }

    private void add(RecordChange change) {
        switch (change) {
            case RecordChange.Put put -> {
                ResourceChange.Location location = place(put);
                changes.add(
                        put.version() == 1
                                ? new ResourceChange.Create(put.key(), location)
                                : new ResourceChange.Update(put.key(), put.version(), location));
            }
            case RecordChange.Delete delete -> changes.add(new ResourceChange.Delete(delete.key(), delete.version()));
        }
    }

    private ResourceChange.Location place(RecordChange.Put put) {
        Group group = new Group(
                put.typeGroup(), put.labels().stream().sorted().distinct().toList());
        Filling filling = open.get(group);
        if (filling == null || !filling.takes(put.bytes().length())) {
            filling = new Filling(segments.size());
            open.put(group, filling);
            segments.add(new Segment(group.typeGroup, group.labels, filling.entries));
        }
        filling.entries.add(new SegmentEntry(put.type(), put.id(), put.version(), lastUpdated, put.bytes()));
        filling.bytes += put.bytes().length();
        return new ResourceChange.Location(filling.index, filling.entries.size() - 1);
    }
}

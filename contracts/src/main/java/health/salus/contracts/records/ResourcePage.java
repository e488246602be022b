package health.salus.contracts.records;

import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.ledger.state.Locality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/// A value in the state that holds the current versions of some resources of one locality (docs/formats/records.md).
/// Its
/// segments stand in it once: resources that came together lie together.
final class ResourcePage {

    /// A page has two kilobytes after an import, and up to three where each resource came by itself: what one small
    /// write reads, hashes and writes.
    static final int MAX_RESOURCES = 64;

    private static final int FORMAT = 1;
    private static final int FORMAT_DIVIDED = 2;

    /// In place of the length of an id: the rest of one that was assigned for this locality follows.
    private static final int ASSIGNED_HERE = 0;

    private static final int ASSIGNED_BYTES = 16;

    /// Stands in place of a page that became too full: its resources are in the up to four below.
    static final Octets DIVIDED = Octets.of((byte) FORMAT_DIVIDED);

    private ResourcePage() {}

    static boolean isDivided(Octets page) {
        return page.equals(DIVIDED);
    }

    /// @param ascending in the order of the places
    static Octets encode(Locality locality, List<Map.Entry<ResourcePlace, ResourceVersion>> ascending) {
        List<SegmentId> segments = ascending.stream()
                .map(entry -> entry.getValue().segment())
                .distinct()
                .sorted()
                .toList();
        ByteSink sink = new ByteSink().octet(FORMAT).varint(segments.size());
        segments.forEach(segment -> encode(locality, segment, sink));
        for (Map.Entry<ResourcePlace, ResourceVersion> entry : ascending) {
            int segment = Collections.binarySearch(segments, entry.getValue().segment());
            sink.octets(entry.getKey().octets());
            entry.getValue().encodeHead(sink).varint(segment);
        }
        return sink.toOctets();
    }

    private static void encode(Locality locality, SegmentId segment, ByteSink sink) {
        Optional<Octets> unique = locality.uniqueOf(segment.value());
        if (unique.isPresent()) {
            sink.varint(ASSIGNED_HERE).octets(unique.get());
        } else {
            Octets id = Octets.utf8(segment.value());
            sink.varint(id.length()).octets(id);
        }
    }

    static SortedMap<ResourcePlace, ResourceVersion> decode(Locality locality, Octets page) {
        SortedMap<ResourcePlace, ResourceVersion> versions = new TreeMap<>();
        read(locality, page, (place, version) -> {
            versions.put(place, version);
            return true;
        });
        return versions;
    }

    static Optional<ResourceVersion> find(Locality locality, Octets page, ResourcePlace wanted) {
        List<ResourceVersion> found = new ArrayList<>(1);
        read(locality, page, (place, version) -> {
            if (place.equals(wanted)) {
                found.add(version);
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    /// The page is this ledger's own: that it cannot be read is damage, and never somebody's refused command.
    private static void read(Locality locality, Octets page, BiPredicate<ResourcePlace, ResourceVersion> visitor) {
        try {
            ByteCursor cursor = new ByteCursor(page);
            if (cursor.octet() != FORMAT) {
                throw new IllegalStateException("a page of resources in the state has another format than 1 or 2");
            }
            List<SegmentId> segments = segments(locality, cursor);
            boolean more = true;
            while (more && !cursor.atEnd()) {
                ResourcePlace place = new ResourcePlace(cursor.octets(ResourcePlace.LENGTH_BYTES));
                more = visitor.test(
                        place,
                        ResourceVersion.decode(cursor, rest -> segments.get(rest.smallVarint(segments.size() - 1))));
            }
        } catch (SalusException damaged) {
            throw new IllegalStateException("a page of resources in the state is damaged", damaged);
        }
    }

    private static List<SegmentId> segments(Locality locality, ByteCursor cursor) {
        int count = cursor.smallVarint(MAX_RESOURCES);
        List<SegmentId> segments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int length = cursor.smallVarint(Integer.MAX_VALUE);
            segments.add(new SegmentId(
                    length == ASSIGNED_HERE
                            ? locality.id(cursor.octets(ASSIGNED_BYTES).hex())
                            : cursor.octets(length).toUtf8()));
        }
        return segments;
    }
}

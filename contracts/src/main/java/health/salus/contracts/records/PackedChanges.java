package health.salus.contracts.records;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The changes of one command, 35 to 40 bytes each (docs/formats/records.md): an import of a whole life is one
/// transaction, and CBOR's maps would be most of it.
///
/// In ascending order of the keys, so that there is one encoding and no resource stands twice.
public final class PackedChanges {

    /// Patients with more are written in several transactions.
    public static final int MAX_CHANGES = 10_000;

    static final int MAX_SEGMENTS = 1_024;

    private static final int FORMAT = 1;
    private static final int CREATE = 0;
    private static final int UPDATE = 1;
    private static final int DELETE = 2;

    private PackedChanges() {}

    /// @param changes in any order
    public static Octets encode(List<ResourceChange> changes) {
        ByteSink sink = new ByteSink().octet(FORMAT);
        changes.stream().sorted(Comparator.comparing(ResourceChange::key)).forEach(change -> write(change, sink));
        return sink.toOctets();
    }

    private static void write(ResourceChange change, ByteSink sink) {
        sink.octets(change.key().octets());
        switch (change) {
            case ResourceChange.Create(ResourceKey _, ResourceChange.Location location) ->
                write(location, sink.octet(CREATE));
            case ResourceChange.Update(ResourceKey _, long version, ResourceChange.Location location) ->
                write(location, sink.octet(UPDATE).varint(version));
            case ResourceChange.Delete(ResourceKey _, long version) ->
                sink.octet(DELETE).varint(version);
        }
    }

    private static void write(ResourceChange.Location location, ByteSink sink) {
        sink.varint(location.segment()).varint(location.position());
    }

    public static List<ResourceChange> decode(Octets packed) {
        ByteCursor cursor = new ByteCursor(packed);
        Require.that(cursor.octet() == FORMAT, ErrorCode.UNSUPPORTED_VERSION, "packed changes have version 1");
        List<ResourceChange> changes = new ArrayList<>();
        while (!cursor.atEnd()) {
            Require.atMost(MAX_CHANGES, changes.size() + 1L, "changes a command");
            ResourceChange change = read(cursor);
            boolean ascending = changes.isEmpty() || changes.getLast().key().compareTo(change.key()) < 0;
            Require.that(ascending, ErrorCode.NOT_CANONICAL, "changes stand in ascending order of their keys");
            changes.add(change);
        }
        return changes;
    }

    private static ResourceChange read(ByteCursor cursor) {
        ResourceKey key = new ResourceKey(cursor.octets(ResourceKey.LENGTH_BYTES));
        return switch (cursor.octet()) {
            case CREATE -> new ResourceChange.Create(key, location(cursor));
            case UPDATE -> new ResourceChange.Update(key, cursor.varint(), location(cursor));
            case DELETE -> new ResourceChange.Delete(key, cursor.varint());
            default -> throw new SalusException(ErrorCode.MALFORMED, "a change creates, updates or deletes");
        };
    }

    private static ResourceChange.Location location(ByteCursor cursor) {
        return new ResourceChange.Location(cursor.smallVarint(MAX_SEGMENTS), cursor.smallVarint(MAX_CHANGES));
    }
}

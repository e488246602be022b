package health.salus.contracts.records;

import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;

/// A version of a resource, and where its content lies.
///
/// Packed by hand (docs/formats/records.md), since there is one for every resource of the network: patient and author
/// are the segment's and stand there once.
///
/// @param segment of a deleted version, the segment of the version before it
/// @param position in the segment
public record ResourceVersion(long version, SegmentId segment, int position, boolean deleted) {

    private static final int FORMAT = 1;
    private static final int FORMAT_DELETED = 2;

    Octets encode() {
        return new ByteSink()
                .octet(deleted ? FORMAT_DELETED : FORMAT)
                .varint(version)
                .varint(position)
                .octets(Octets.utf8(segment.value()))
                .toOctets();
    }

    static ResourceVersion decode(Octets packed) {
        ByteCursor cursor = new ByteCursor(packed);
        int format = cursor.octet();
        Require.that(
                format == FORMAT || format == FORMAT_DELETED,
                ErrorCode.UNSUPPORTED_VERSION,
                "resource versions have format 1");
        long version = cursor.varint();
        int position = cursor.smallVarint(PackedChanges.MAX_CHANGES);
        return new ResourceVersion(version, new SegmentId(cursor.rest().toUtf8()), position, format == FORMAT_DELETED);
    }
}

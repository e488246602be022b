package health.salus.contracts.records;

import health.salus.contracts.rules.Require;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// A version of a resource, and where its content lies.
///
/// Packed by hand (docs/formats/records.md), since there is one for every resource of the network: patient and author
/// are the segment's and stand there once.
///
/// @param segment of a deleted version, the segment of the version before it
/// @param position in the segment
/// @param deletion of a deleted version: that one is in no segment, which would say when and by what it came
public record ResourceVersion(long version, SegmentId segment, int position, Optional<Deletion> deletion) {

    private static final int FORMAT = 1;

    /// 2 said neither when nor by what.
    private static final int FORMAT_DELETED = 3;

    private static final int MAX_NANOS = 999_999_999;

    /// When a version was deleted, in consensus time, and by which transaction.
    public record Deletion(Instant time, Digest transaction) {

        private void encode(ByteSink sink) {
            sink.varint(time.getEpochSecond()).varint(time.getNano()).octets(transaction.octets());
        }

        private static Deletion decode(ByteCursor cursor) {
            Instant time = Instant.ofEpochSecond(cursor.varint(), cursor.smallVarint(MAX_NANOS));
            return new Deletion(time, new Digest(cursor.octets(Digest.LENGTH_BYTES)));
        }
    }

    public boolean deleted() {
        return deletion.isPresent();
    }

    Octets encode() {
        return encodeHead(new ByteSink()).octets(Octets.utf8(segment.value())).toOctets();
    }

    /// All but the segment, which comes after it and is written as the place needs it.
    ByteSink encodeHead(ByteSink sink) {
        sink.octet(deleted() ? FORMAT_DELETED : FORMAT).varint(version).varint(position);
        deletion.ifPresent(one -> one.encode(sink));
        return sink;
    }

    static ResourceVersion decode(Octets packed) {
        return decode(new ByteCursor(packed), rest -> new SegmentId(rest.rest().toUtf8()));
    }

    /// @param segment reads what stands behind the head
    static ResourceVersion decode(ByteCursor cursor, Function<ByteCursor, SegmentId> segment) {
        int format = cursor.octet();
        Require.that(
                format == FORMAT || format == FORMAT_DELETED,
                ErrorCode.UNSUPPORTED_VERSION,
                "resource versions have format 1 or 3");
        long version = cursor.varint();
        int position = cursor.smallVarint(PackedChanges.MAX_CHANGES);
        Optional<Deletion> deletion =
                format == FORMAT_DELETED ? Optional.of(Deletion.decode(cursor)) : Optional.empty();
        return new ResourceVersion(version, segment.apply(cursor), position, deletion);
    }
}

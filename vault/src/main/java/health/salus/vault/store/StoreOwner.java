package health.salus.vault.store;

import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SegmentId;

/// Whose store this is. It stands in each file's header and in the associated data of each share, so files of another
/// network or member cannot be slipped in.
record StoreOwner(NetworkId network, MemberId member) {

    private static final int FORMAT_VERSION = 1;
    private static final RecordCodec<FileHeader> HEADER = RecordCodec.of(FileHeader.class);
    private static final RecordCodec<ShareContext> SHARE = RecordCodec.of(ShareContext.class);

    /// @param number the volume's, or the epoch's
    record FileHeader(int version, String series, NetworkId network, MemberId member, long number) {}

    record ShareContext(String purpose, StoreOwner owner, long epoch, SegmentId segment, int custodian) {}

    Octets header(PieceIndex.Series series, long number) {
        return HEADER.encode(new FileHeader(FORMAT_VERSION, series.name(), network, member, number));
    }

    Octets shareContext(long epoch, SegmentId segment, int custodian) {
        return SHARE.encode(new ShareContext("salus/vault/stored-share/v1", this, epoch, segment, custodian));
    }
}

package health.salus.contracts.records;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import java.time.Instant;
import java.util.List;

/// A custodian's word that it holds its pieces of segments that are on their way to its set.
///
/// It has an end. Until then the custodian keeps these pieces and takes no others of the same segments; afterwards the
/// ledger does not take its word any more. Without an end, somebody could keep acknowledgements of pieces that were
/// replaced meanwhile, and have the ledger name pieces that nobody holds.
///
/// @param custodianSet where the segments come to
/// @param until consensus time
/// @param segments in the order of the command
public record MoveAcknowledgement(
        NetworkId network,
        MemberId custodian,
        CustodianSetId custodianSet,
        Instant until,
        List<MovedSegment> segments) {

    private static final Octets DOMAIN = Octets.utf8("salus/move-acknowledgement/v1\0");
    private static final RecordCodec<MoveAcknowledgement> CODEC = RecordCodec.of(MoveAcknowledgement.class);

    public MoveAcknowledgement {
        segments = List.copyOf(segments);
    }

    /// What the custodian signs (docs/formats/records.md).
    public Octets statement() {
        return Octets.concat(DOMAIN, CODEC.encode(this));
    }
}

package health.salus.contracts.records;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SegmentId;

/// A custodian's word that it holds its piece of a segment durably.
///
/// @param signature Ed25519, over [#statement]
public record Acknowledgement(MemberId custodian, Octets signature) {

    private static final Octets DOMAIN = Octets.utf8("salus/acknowledgement/v1\0");
    private static final RecordCodec<Statement> CODEC = RecordCodec.of(Statement.class);

    private record Statement(NetworkId network, MemberId custodian, SegmentId segment, Digest manifest) {}

    /// What the custodian signs (docs/formats/records.md).
    public static Octets statement(NetworkId network, MemberId custodian, SegmentId segment, Digest manifest) {
        return Octets.concat(DOMAIN, CODEC.encode(new Statement(network, custodian, segment, manifest)));
    }
}

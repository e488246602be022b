package health.salus.contracts.records;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SegmentId;
import java.util.List;

/// A custodian's word that it holds its pieces of some segments of a command durably.
///
/// @param segments how many, in the command's order, from where the custodian's previous acknowledgement in the same
/// command ended
/// @param signature Ed25519, over [#statement]
public record Acknowledgement(MemberId custodian, int segments, Octets signature) {

    private static final Octets DOMAIN = Octets.utf8("salus/acknowledgement/v1\0");
    private static final RecordCodec<Statement> CODEC = RecordCodec.of(Statement.class);

    /// A segment, and the digest of the manifest that its pieces are judged by.
    public record Held(SegmentId segment, Digest manifest) {}

    private record Statement(NetworkId network, MemberId custodian, List<Held> segments) {}

    /// What the custodian signs (docs/formats/records.md).
    ///
    /// @param segments in the order of the command
    public static Octets statement(NetworkId network, MemberId custodian, List<Held> segments) {
        return Octets.concat(DOMAIN, CODEC.encode(new Statement(network, custodian, segments)));
    }
}

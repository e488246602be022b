package health.salus.vault.resharing;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SegmentId;
import health.salus.vault.segment.SegmentManifest;
import java.util.List;
import java.util.Optional;

/// What a dealer says that it gave away: hashes and public points only, so that the statement can be shown to anybody
/// (docs/formats/segment.md).
///
/// @param to the set to which the receiver belongs
public record DealtSegments(
        NetworkId network, MemberId dealer, MemberId receiver, CustodianSetId to, List<DealtSegment> segments) {

    private static final Octets DOMAIN = Octets.utf8("salus/dealing/v1\0");
    private static final RecordCodec<DealtSegments> CODEC = RecordCodec.of(DealtSegments.class);

    public DealtSegments {
        segments = List.copyOf(segments);
    }

    /// One segment, as far as it can be shown.
    ///
    /// @param subShare the sub-share times the generator of P-256
    public record DealtSegment(
            SegmentId segment, Digest manifest, Digest fragment, List<Octets> commitments, Octets subShare) {

        public DealtSegment {
            commitments = List.copyOf(commitments);
        }

        static DealtSegment of(SegmentId segment, Dealing dealing) {
            return new DealtSegment(
                    segment,
                    SegmentManifest.digestOf(dealing.manifest()),
                    Digest.sha256(dealing.fragment()),
                    dealing.commitments(),
                    dealing.subShare().publicPoint());
        }
    }

    Optional<DealtSegment> find(SegmentId segment) {
        return segments.stream().filter(each -> each.segment().equals(segment)).findFirst();
    }

    /// What is signed.
    Octets encoded() {
        return CODEC.encode(this);
    }

    static DealtSegments decode(Octets encoded) {
        return CODEC.decode(encoded);
    }

    static Octets toSign(Octets encoded) {
        return Octets.concat(DOMAIN, encoded);
    }
}

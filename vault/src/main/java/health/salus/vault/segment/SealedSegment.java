package health.salus.vault.segment;

import health.salus.kernel.Digest;
import java.util.List;

/// A segment ready for its custodians.
///
/// @param commitments the salted commitment to each entry, in order: the leaves under the manifest's root
/// @param pieces one for each custodian, in the order of the set
public record SealedSegment(SegmentManifest manifest, List<Digest> commitments, List<Piece> pieces) {

    public SealedSegment {
        commitments = List.copyOf(commitments);
        pieces = List.copyOf(pieces);
    }
}

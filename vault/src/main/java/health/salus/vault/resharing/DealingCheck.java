package health.salus.vault.resharing;

import health.salus.vault.resharing.DealtSegments.DealtSegment;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.ShareDealing;
import java.util.Optional;

/// What can be wrong with a dealing, seen by hashes and points alone: its receiver and a stranger with the evidence
/// judge
/// alike.
final class DealingCheck {

    private DealingCheck() {}

    /// @param manifest the one that the ledger has
    /// @param dealer the dealer's place in the set that the segment leaves
    static Optional<WrongDealing.Kind> wrong(
            SegmentManifest manifest, int dealer, Circle to, DealtSegments statement, DealtSegment piece) {
        if (!piece.fragment().equals(manifest.fragmentOf(dealer))) {
            return Optional.of(WrongDealing.Kind.FRAGMENT);
        }
        boolean whole = piece.commitments().size() == to.threshold();
        if (!whole || !ShareDealing.isOfShare(manifest, dealer, piece.commitments())) {
            return Optional.of(WrongDealing.Kind.COMMITMENTS);
        }
        int receiver = to.placeOf(statement.receiver());
        boolean fits = receiver > 0
                && ShareDealing.pointAt(piece.commitments(), receiver).equals(Optional.of(piece.subShare()));
        return fits ? Optional.empty() : Optional.of(WrongDealing.Kind.SUB_SHARE);
    }
}

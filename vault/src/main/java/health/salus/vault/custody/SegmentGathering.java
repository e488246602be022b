package health.salus.vault.custody;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.segment.OpenedSegment;
import health.salus.vault.segment.Opening;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.SegmentOpener;
import health.salus.vault.segment.WrongPiece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The pieces of one segment as they come in, until it opens.
final class SegmentGathering {

    private final SegmentReference wanted;
    private final int threshold;
    private final SegmentOpener opener;
    private final List<Piece> pieces = new ArrayList<>();
    private final Set<WrongPiece> wrong = new LinkedHashSet<>();
    private final Map<Integer, SignedHandover> handovers = new HashMap<>();
    private Optional<Octets> manifest = Optional.empty();
    private Optional<OpenedSegment> opened = Optional.empty();

    SegmentGathering(SegmentReference wanted, int threshold, SegmentOpener opener) {
        this.wanted = wanted;
        this.threshold = threshold;
        this.opener = opener;
    }

    SegmentReference wanted() {
        return wanted;
    }

    SegmentId segment() {
        return wanted.segment();
    }

    Optional<OpenedSegment> opened() {
        return opened;
    }

    /// Each wrong piece that was met, once.
    List<PieceEvidence> evidence() {
        return wrong.stream()
                .map(each -> PieceEvidence.of(each, Optional.ofNullable(handovers.get(each.custodian())), manifest))
                .toList();
    }

    /// How many more good pieces it takes.
    int needed() {
        Set<Integer> bad = new HashSet<>();
        for (WrongPiece piece : wrong) {
            if (piece.kind() != WrongPiece.Kind.MANIFEST) {
                bad.add(piece.custodian());
            }
        }
        return opened.isPresent() ? 0 : Math.max(1, threshold - (pieces.size() - bad.size()));
    }

    /// @param place of the custodian that gave it: it answers for its own piece, whatever place that claims
    void add(Deposit deposit, int place, Optional<SignedHandover> handover) {
        handover.ifPresent(signed -> handovers.put(place, signed));
        Digest found = SegmentManifest.digestOf(deposit.manifest());
        if (!found.equals(wanted.manifest())) {
            wrong.add(new WrongPiece(
                    wanted.segment(),
                    place,
                    WrongPiece.Kind.MANIFEST,
                    wanted.manifest().octets(),
                    found.octets()));
            return;
        }
        manifest = Optional.of(deposit.manifest());
        pieces.add(new Piece(place, deposit.piece().fragment(), deposit.piece().share()));
        if (pieces.size() >= threshold) {
            open(SegmentManifest.decode(deposit.manifest()));
        }
    }

    private void open(SegmentManifest manifest) {
        Opening opening = opener.open(manifest, pieces);
        wrong.addAll(opening.wrong());
        switch (opening) {
            case Opening.Opened(OpenedSegment segment, List<WrongPiece> _) -> opened = Optional.of(segment);
            case Opening.TooFew _ -> {
                // More will be asked for.
            }
            case Opening.Unsound(String detail, List<WrongPiece> _) ->
                throw new SalusException(
                        ErrorCode.CORRUPT,
                        "segment " + wanted.segment() + " was sealed wrongly by its author: " + detail);
        }
    }
}

package health.salus.vault.resharing;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.resharing.DealtSegments.DealtSegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the dealers signed, side by side. One that commits to different polynomials for different receivers would have
/// them hold shares that do not fit together: each alone finds its own in order.
final class DealingComparison {

    private final Function<MemberId, VerificationKey> keys;
    private final Map<Dealt, Seen> seen = new HashMap<>();
    private final List<DealingEvidence> contradictions = new ArrayList<>();

    private record Dealt(MemberId dealer, SegmentId segment, Digest manifest) {}

    private record Seen(SignedDealings signed, DealtSegment piece) {}

    DealingComparison(Function<MemberId, VerificationKey> keys) {
        this.keys = keys;
    }

    /// What nobody signed, or about another move, says nothing.
    void add(SignedDealings signed, Circle from, Circle to) {
        try {
            DealtSegments statement = signed.decoded();
            boolean sound = from.has(statement.dealer())
                    && statement.to().equals(to.id())
                    && signed.holds(keys.apply(statement.dealer()));
            if (sound) {
                statement.segments().forEach(piece -> compare(statement.dealer(), signed, piece));
            }
        } catch (SalusException malformed) {
            // A receiver made it up.
        }
    }

    private void compare(MemberId dealer, SignedDealings signed, DealtSegment piece) {
        Seen first = seen.putIfAbsent(new Dealt(dealer, piece.segment(), piece.manifest()), new Seen(signed, piece));
        if (first != null && !first.piece().commitments().equals(piece.commitments())) {
            contradictions.add(new DealingEvidence(
                    new WrongDealing(piece.segment(), dealer, WrongDealing.Kind.TWO_DEALINGS),
                    Optional.of(first.signed()),
                    Optional.of(signed),
                    Optional.empty()));
        }
    }

    /// What was found since this was asked last.
    List<DealingEvidence> drain() {
        List<DealingEvidence> found = List.copyOf(contradictions);
        contradictions.clear();
        return found;
    }
}

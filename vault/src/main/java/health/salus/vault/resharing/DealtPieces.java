package health.salus.vault.resharing;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import health.salus.vault.segment.FragmentRebuilder;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.Resharing;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.store.PlacedPiece;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What one custodian of the next set was dealt of one segment, as it comes in.
final class DealtPieces {

    private final MoveOrder order;
    private final MemberId receiver;
    private final Map<Integer, Octets> fragments = new HashMap<>();
    private final TreeMap<Integer, List<Octets>> commitments = new TreeMap<>();
    private final TreeMap<Integer, KeyShare> subShares = new TreeMap<>();
    private Optional<SegmentManifest> manifest = Optional.empty();

    DealtPieces(MoveOrder order, MemberId receiver) {
        this.order = order;
        this.receiver = receiver;
    }

    SegmentId segment() {
        return order.id();
    }

    Digest before() {
        return order.manifest();
    }

    /// Takes a dealing that is right; of one that is wrong, what shows it.
    Optional<DealingEvidence> add(MemberId dealer, Dealing dealing, DealingReceipt receipt) {
        Optional<WrongDealing.Kind> wrong = judge(dealer, dealing, receipt);
        if (wrong.isPresent()) {
            return Optional.of(new DealingEvidence(
                    new WrongDealing(order.id(), dealer, wrong.get()),
                    Optional.of(receipt.signed()),
                    Optional.empty(),
                    wrong.get() == WrongDealing.Kind.MANIFEST ? Optional.empty() : Optional.of(dealing.manifest())));
        }
        int place = order.from().placeOf(dealer);
        fragments.put(place, dealing.fragment());
        commitments.put(place, dealing.commitments());
        subShares.put(place, dealing.subShare());
        return Optional.empty();
    }

    private Optional<WrongDealing.Kind> judge(MemberId dealer, Dealing dealing, DealingReceipt receipt) {
        if (!SegmentManifest.digestOf(dealing.manifest()).equals(order.manifest())) {
            return Optional.of(WrongDealing.Kind.MANIFEST);
        }
        SegmentManifest known = manifest.orElseGet(() -> SegmentManifest.decode(dealing.manifest()));
        manifest = Optional.of(known);
        DealtSegments statement = receipt.statement();
        return statement
                .find(order.id())
                .flatMap(
                        piece -> DealingCheck.wrong(known, order.from().placeOf(dealer), order.to(), statement, piece));
    }

    boolean isComplete(List<MemberId> dealers) {
        return lacking(dealers).isEmpty();
    }

    /// A dealer that gave nothing of this segment yet.
    Optional<MemberId> lacking(List<MemberId> dealers) {
        return dealers.stream()
                .filter(dealer -> !subShares.containsKey(order.from().placeOf(dealer)))
                .findFirst();
    }

    /// The receiver's own piece under the segment's next manifest, which is the same at whoever was dealt by these
    /// dealers.
    /// Empty when the manifest fixes no ciphertext or no key.
    Optional<PlacedPiece> placed() {
        SegmentManifest from = manifest.orElseThrow();
        Circle to = order.to();
        for (Map.Entry<Integer, Octets> each : fragments.entrySet()) {
            // Of the right hash, and yet of a length that the manifest does not have.
            if (!FragmentRebuilder.accepts(from, each.getKey(), each.getValue())) {
                return Optional.empty();
            }
        }
        Optional<List<Octets>> coded = FragmentRebuilder.recode(
                from, fragments, to.threshold(), to.members().size());
        Optional<List<Octets>> sums = Resharing.commitments(commitments, to.threshold());
        if (coded.isEmpty() || sums.isEmpty()) {
            return Optional.empty();
        }
        List<Digest> hashes = coded.get().stream().map(Digest::sha256).toList();
        SegmentManifest next = from.moved(to.id(), to.threshold(), hashes, sums.get());
        int place = to.placeOf(receiver);
        KeyShare share = Resharing.share(subShares);
        return next.accepts(place, share)
                ? Optional.of(new PlacedPiece(next, new Piece(place, coded.get().get(place - 1), share)))
                : Optional.empty();
    }
}

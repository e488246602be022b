package health.salus.vault.repair;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.CustodianClient;
import health.salus.vault.custody.FragmentRelease;
import health.salus.vault.custody.PieceEvidence;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.segment.FragmentRebuilder;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.WrongPiece;
import health.salus.vault.store.HeldFragment;
import health.salus.vault.store.PieceStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rebuilds a custodian's lost or wrong fragment from the other custodians'. Shares are not rebuilt here: that takes
/// the custodians' joint resharing, since nobody may hold enough of them.
public final class Repair {

    private final MemberId member;
    private final PieceStore store;

    /// @param member whose store it is
    public Repair(MemberId member, PieceStore store) {
        this.member = member;
        this.store = store;
    }

    /// What became of a repair. The fragments that others gave and that were wrong are named in any case.
    public sealed interface Outcome {

        List<PieceEvidence> wrong();

        record Repaired(List<PieceEvidence> wrong) implements Outcome {}

        /// Too few custodians gave a good fragment.
        record TooFew(int good, List<PieceEvidence> wrong) implements Outcome {}

        /// The author made fragments that do not belong together.
        record Unsound(List<PieceEvidence> wrong) implements Outcome {}
    }

    /// Also for a segment of which this custodian never had a piece, because it was down when it was written.
    public Outcome repairFragment(SegmentId segment, SegmentRegister.Registered registered) {
        List<CustodianClient> custodians = registered.custodians();
        int ownPlace = placeOf(custodians);
        Collected collected = new Collected();
        SegmentReference wanted = new SegmentReference(segment, registered.manifest());
        for (int i = 0; i < custodians.size() && !collected.isEnough(); i++) {
            int place = i + 1;
            if (place != ownPlace) {
                ask(custodians.get(i), wanted).ifPresent(given -> sort(given, place, registered.manifest(), collected));
            }
        }
        if (!collected.isEnough()) {
            return new Outcome.TooFew(collected.good.size(), collected.wrong);
        }
        SegmentManifest agreed = collected.agreed.orElseThrow();
        Optional<Octets> rebuilt = FragmentRebuilder.rebuild(agreed, ownPlace, collected.good);
        if (rebuilt.isEmpty()) {
            return new Outcome.Unsound(collected.wrong);
        }
        store.replaceFragment(new HeldFragment(agreed, ownPlace, rebuilt.get()));
        return new Outcome.Repaired(collected.wrong);
    }

    private int placeOf(List<CustodianClient> custodians) {
        for (int i = 0; i < custodians.size(); i++) {
            if (custodians.get(i).member().equals(member)) {
                return i + 1;
            }
        }
        throw new SalusException(ErrorCode.UNKNOWN_CUSTODIAN_SET, member + " is not in the segment's custodian set");
    }

    private static final class Collected {
        private final Map<Integer, Octets> good = new HashMap<>();
        private final List<PieceEvidence> wrong = new ArrayList<>();
        private Optional<SegmentManifest> agreed = Optional.empty();

        void add(WrongPiece found, FragmentRelease given) {
            Octets manifest = given.held().manifest().encoded();
            wrong.add(PieceEvidence.of(found, Optional.of(given.handover()), Optional.of(manifest)));
        }

        boolean isEnough() {
            return agreed.map(manifest -> manifest.threshold() <= good.size()).orElse(false);
        }
    }

    private static Optional<FragmentRelease> ask(CustodianClient other, SegmentReference segment) {
        try {
            return other.fragment(segment);
        } catch (SalusException unavailable) {
            return Optional.empty();
        }
    }

    private static void sort(FragmentRelease given, int place, Digest manifest, Collected collected) {
        HeldFragment held = given.held();
        SegmentId segment = held.manifest().descriptor().id();
        Digest found = held.manifest().digest();
        if (!found.equals(manifest)) {
            collected.add(
                    new WrongPiece(segment, place, WrongPiece.Kind.MANIFEST, manifest.octets(), found.octets()), given);
        } else if (!FragmentRebuilder.accepts(held.manifest(), place, held.fragment())) {
            Octets expected = held.manifest().fragmentOf(place).octets();
            Octets hash = Digest.sha256(held.fragment()).octets();
            collected.add(new WrongPiece(segment, place, WrongPiece.Kind.FRAGMENT, expected, hash), given);
        } else {
            collected.good.put(place, held.fragment());
            collected.agreed = Optional.of(held.manifest());
        }
    }
}

package health.salus.vault.resharing;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.vault.custody.CustodianSeat;
import health.salus.vault.doubles.Mutations;
import health.salus.vault.resharing.DealtSegments.DealtSegment;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.ShareDealing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A dealer that gives something wrong, and signs what it gives.
final class WrongDealer implements MovingCustodian {

    /// What it does wrong.
    enum Lie {
        FRAGMENT,
        /// Deals a share that is not its own.
        ANOTHER_SHARE,
        SUB_SHARE,
        /// Another polynomial of the right share.
        ANOTHER_POLYNOMIAL,
        UNSIGNED,
        GONE
    }

    private final MovingCustodian honest;
    private final CustodianSeat seat;
    private final Lie lie;
    private final KeyShare share;
    private final Circle to;
    private final Set<MemberId> victims;

    /// @param share which it deals in another way
    /// @param victims to whom it lies
    WrongDealer(MovingCustodian honest, CustodianSeat seat, Lie lie, KeyShare share, Circle to, Set<MemberId> victims) {
        this.honest = honest;
        this.seat = seat;
        this.lie = lie;
        this.share = share;
        this.victims = Set.copyOf(victims);
        this.to = to;
    }

    @Override
    public MemberId member() {
        return honest.member();
    }

    @Override
    public Dealings deal(DealingQuestion question) {
        if (lie == Lie.GONE) {
            throw new SalusException(ErrorCode.CUSTODIANS_UNREACHABLE, "gone");
        }
        Dealings straight = honest.deal(question);
        DealtSegments said = straight.signed().decoded();
        if (!victims.contains(said.receiver())) {
            return straight;
        }
        List<Dealing> given = new ArrayList<>();
        List<DealtSegment> stated = new ArrayList<>();
        for (Dealing each : straight.dealings()) {
            Dealing wrong = wrong(each, said.receiver());
            given.add(wrong);
            stated.add(DealtSegment.of(SegmentManifest.decode(each.manifest()).segment(), wrong));
        }
        DealtSegments statement = new DealtSegments(said.network(), said.dealer(), said.receiver(), said.to(), stated);
        return new Dealings(given, lie == Lie.UNSIGNED ? straight.signed() : SignedDealings.by(seat, statement));
    }

    private Dealing wrong(Dealing each, MemberId receiver) {
        return switch (lie) {
            case FRAGMENT ->
                new Dealing(
                        each.manifest(), Mutations.flipped(each.fragment(), 0), each.commitments(), each.subShare());
            case SUB_SHARE, UNSIGNED ->
                new Dealing(
                        each.manifest(),
                        each.fragment(),
                        each.commitments(),
                        new KeyShare(Mutations.flipped(each.subShare().scalar(), 31)));
            case ANOTHER_SHARE, ANOTHER_POLYNOMIAL -> {
                KeyShare dealt =
                        lie == Lie.ANOTHER_POLYNOMIAL ? share : new KeyShare(Mutations.flipped(share.scalar(), 31));
                ShareDealing dealing = ShareDealing.of(dealt, to.threshold(), Octets.utf8("something else"));
                yield new Dealing(
                        each.manifest(),
                        each.fragment(),
                        dealing.commitments(),
                        dealing.subShare(to.placeOf(receiver)));
            }
            case GONE -> throw new IllegalStateException("gives nothing");
        };
    }

    @Override
    public TakenOver takeOver(TakeoverRequest request) {
        return honest.takeOver(request);
    }
}

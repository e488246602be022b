package health.salus.vault.custody;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SessionId;
import health.salus.vault.custody.Handover.HandedPiece;
import health.salus.vault.doubles.Mutations;
import health.salus.vault.segment.KeyShare;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.store.HeldFragment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A custodian that gives wrong pieces and makes worthless promises.
public final class LyingCustodian implements CustodianClient {

    /// What it lies about.
    public enum Lie {
        FRAGMENT,
        SHARE,
        MANIFEST,
        /// Each segment's piece under another one's manifest.
        SWAPPED,
        /// Pieces that nobody asked for, the same one twice, and bytes that are none.
        NOISE,
        /// Acknowledges with a signature of nothing.
        ACKNOWLEDGEMENT,
        /// Acknowledges less than it was given.
        FEWER_ACKNOWLEDGED,
        /// Acknowledges what it was given, in another order.
        ANOTHER_ORDER
    }

    private final CustodianClient custodian;
    private final Lie lie;
    private final Optional<CustodianSeat> seat;

    /// One that signs what it should have given.
    public LyingCustodian(CustodianClient custodian, Lie lie) {
        this(custodian, lie, Optional.empty());
    }

    /// One that signs what it gives, as a custodian with a bad disk and an honest key would.
    public static LyingCustodian signing(CustodianClient custodian, Lie lie, CustodianSeat seat) {
        return new LyingCustodian(custodian, lie, Optional.of(seat));
    }

    private LyingCustodian(CustodianClient custodian, Lie lie, Optional<CustodianSeat> seat) {
        this.custodian = custodian;
        this.lie = lie;
        this.seat = seat;
    }

    @Override
    public MemberId member() {
        return custodian.member();
    }

    @Override
    public Octets store(List<Deposit> deposits) {
        return switch (lie) {
            case ACKNOWLEDGEMENT -> Mutations.flipped(custodian.store(deposits), 5);
            case FEWER_ACKNOWLEDGED -> custodian.store(deposits.subList(1, deposits.size()));
            case ANOTHER_ORDER -> custodian.store(deposits.reversed());
            default -> custodian.store(deposits);
        };
    }

    @Override
    public Release release(Optional<SessionId> session, List<SegmentReference> segments) {
        Release release = custodian.release(session, segments);
        List<Deposit> honest = release.deposits();
        List<Deposit> given = new ArrayList<>();
        for (int i = 0; i < honest.size(); i++) {
            Deposit deposit = honest.get(i);
            Piece piece = deposit.piece();
            switch (lie) {
                case FRAGMENT ->
                    given.add(new Deposit(
                            deposit.manifest(),
                            new Piece(piece.custodian(), Mutations.flipped(piece.fragment(), 0), piece.share())));
                case SHARE -> given.add(new Deposit(deposit.manifest(), withWrongShare(piece)));
                case MANIFEST ->
                    given.add(new Deposit(falsified(deposit.manifest()).encoded(), piece));
                case SWAPPED ->
                    given.add(new Deposit(
                            deposit.manifest(),
                            honest.get((i + 1) % honest.size()).piece()));
                case NOISE -> {
                    given.add(new Deposit(Octets.utf8("noise"), piece));
                    given.add(deposit);
                    given.add(deposit);
                }
                case ACKNOWLEDGEMENT, FEWER_ACKNOWLEDGED, ANOTHER_ORDER -> given.add(deposit);
            }
        }
        return new Release(
                given,
                seat.flatMap(mine -> release.handover().map(signed -> signed(mine, signed, pieces(signed, given))))
                        .or(release::handover));
    }

    private static List<HandedPiece> pieces(SignedHandover honest, List<Deposit> given) {
        List<HandedPiece> pieces = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            pieces.add(HandedPiece.of(honest.decoded().pieces().get(i).segment(), given.get(i)));
        }
        return pieces;
    }

    private static SignedHandover signed(CustodianSeat seat, SignedHandover honest, List<HandedPiece> pieces) {
        Handover said = honest.decoded();
        return SignedHandover.by(
                seat, new Handover(said.network(), said.custodian(), said.receiver(), said.session(), pieces));
    }

    private static Piece withWrongShare(Piece piece) {
        Octets share = Mutations.flipped(piece.share().scalar(), 31);
        return new Piece(piece.custodian(), piece.fragment(), new KeyShare(share));
    }

    private static SegmentManifest falsified(Octets manifest) {
        SegmentManifest honest = SegmentManifest.decode(manifest);
        return new SegmentManifest(
                honest.version(),
                honest.descriptor(),
                Digest.ZERO,
                honest.ciphertextBytes(),
                honest.fragments(),
                honest.keyCommitments());
    }

    @Override
    public Optional<FragmentRelease> fragment(SegmentReference segment) {
        return custodian.fragment(segment).map(honest -> {
            HeldFragment held = falsified(honest.held());
            SignedHandover handover = seat.map(mine -> signed(mine, honest.handover(), List.of(HandedPiece.of(held))))
                    .orElse(honest.handover());
            return new FragmentRelease(held, handover);
        });
    }

    private HeldFragment falsified(HeldFragment held) {
        return switch (lie) {
            case MANIFEST -> new HeldFragment(falsified(held.manifest().encoded()), held.custodian(), held.fragment());
            case FRAGMENT -> new HeldFragment(held.manifest(), held.custodian(), Mutations.flipped(held.fragment(), 0));
            default -> held;
        };
    }

    @Override
    public Octets shareSummand(ShareQuestion question) {
        return lie == Lie.SHARE
                ? Mutations.flipped(custodian.shareSummand(question), 31)
                : custodian.shareSummand(question);
    }

    @Override
    public Octets pairSecret() {
        return custodian.pairSecret();
    }
}

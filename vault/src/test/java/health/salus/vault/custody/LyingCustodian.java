package health.salus.vault.custody;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
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
        FEWER_ACKNOWLEDGEMENTS
    }

    private final CustodianClient custodian;
    private final Lie lie;

    public LyingCustodian(CustodianClient custodian, Lie lie) {
        this.custodian = custodian;
        this.lie = lie;
    }

    @Override
    public MemberId member() {
        return custodian.member();
    }

    @Override
    public List<Octets> store(List<Deposit> deposits) {
        List<Octets> honest = custodian.store(deposits);
        return switch (lie) {
            case ACKNOWLEDGEMENT ->
                honest.stream().map(octets -> Mutations.flipped(octets, 5)).toList();
            case FEWER_ACKNOWLEDGEMENTS -> honest.subList(1, honest.size());
            default -> honest;
        };
    }

    @Override
    public List<Deposit> release(Optional<SessionId> session, List<SegmentId> segments) {
        List<Deposit> honest = custodian.release(session, segments);
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
                case ACKNOWLEDGEMENT, FEWER_ACKNOWLEDGEMENTS -> given.add(deposit);
            }
        }
        return given;
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
    public Optional<HeldFragment> fragment(SegmentId segment) {
        return custodian.fragment(segment).map(held -> switch (lie) {
            case MANIFEST -> new HeldFragment(falsified(held.manifest().encoded()), held.custodian(), held.fragment());
            case FRAGMENT -> new HeldFragment(held.manifest(), held.custodian(), Mutations.flipped(held.fragment(), 0));
            default -> held;
        });
    }
}

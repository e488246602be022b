package health.salus.vault.custody;

import health.salus.crypto.InMemorySigningKey;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.vault.doubles.InMemoryPieceStore;
import health.salus.vault.doubles.PinnedTime;
import health.salus.vault.doubles.SeededRandom;
import health.salus.vault.doubles.SyntheticSegments;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.SegmentDescriptor;
import health.salus.vault.segment.SegmentSealer;
import health.salus.vault.segment.UnsealedSegment;
import health.salus.vault.store.PieceShelves;
import health.salus.vault.store.PieceStore;
import health.salus.vault.store.PlacedPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A custodian set in memory, whose members a test can exchange for worse ones.
public final class TestNetwork {

    public static final MemberId READER = new MemberId("reader");
    public static final SessionId SESSION = new SessionId("session-1");

    public final SeededRandom random;
    public final PinnedTime time = new PinnedTime();
    public final TestLedger ledger = new TestLedger();
    public final List<Custodian> custodians = new ArrayList<>();
    public final List<PieceStore> stores = new ArrayList<>();
    public final List<PieceStore> arriving = new ArrayList<>();
    public final List<ShareAid> helpers = new ArrayList<>();
    private final List<CustodianClient> clients = new ArrayList<>();
    private final List<InMemorySigningKey> keys = new ArrayList<>();
    private final List<MemberId> members = new ArrayList<>();
    private final SegmentSealer sealer;
    private final int total;

    public TestNetwork(int total, long seed) {
        this.total = total;
        this.random = new SeededRandom(seed);
        this.sealer = new SegmentSealer(random);
        for (int place = 1; place <= total; place++) {
            members.add(member(place));
            keys.add(InMemorySigningKey.generate(random));
            stores.add(new InMemoryPieceStore(time));
            arriving.add(new InMemoryPieceStore(time));
        }
        for (int place = 1; place <= total; place++) {
            custodians.add(custodianOver(place, stores.get(place - 1)));
            MemberId self = member(place);
            helpers.add(new ShareAid(
                    seat(place),
                    new PieceShelves(stores.get(place - 1), arriving.get(place - 1)),
                    random,
                    other -> helpers.get(place(other) - 1).pairSecret(self)));
            clients.add(asReachedBy(READER, place));
        }
        ledger.permit(SESSION, READER);
    }

    /// That member, with its pieces somewhere else.
    public Custodian custodianOver(int place, PieceStore store) {
        return new Custodian(seat(place), new PieceShelves(store, arriving.get(place - 1)), ledger);
    }

    public CustodianSeat seat(int place) {
        return new TestSeat(member(place), keys.get(place - 1), members, threshold());
    }

    /// What the ledger says to judge a custodian by.
    public PieceEvidence.OnLedger onLedger(int place, Digest manifest) {
        return new PieceEvidence.OnLedger(
                SyntheticSegments.NETWORK,
                member(place),
                keys.get(place - 1).verificationKey(),
                List.of(new PieceEvidence.Registration(manifest, place)));
    }

    /// The custodian at that place, as somebody in particular reaches it.
    public CustodianClient asReachedBy(MemberId asking, int place) {
        return new RemoteDouble(member(place), custodians.get(place - 1), helpers.get(place - 1), asking);
    }

    private static int place(MemberId member) {
        return Integer.parseInt(member.value().substring("member-".length()));
    }

    public static MemberId member(int place) {
        return new MemberId("member-" + place);
    }

    /// f + 1
    public int threshold() {
        return (total - 1) / 3 + 1;
    }

    /// n - f
    public int quorum() {
        return total - (total - 1) / 3;
    }

    /// The set in its order, as a reader or an author reaches it.
    public List<CustodianClient> clients() {
        return List.copyOf(clients);
    }

    /// Puts something between the network and this custodian.
    public void replace(int place, UnaryOperator<CustodianClient> by) {
        clients.set(place - 1, by.apply(clients.get(place - 1)));
    }

    public boolean holds(MemberId custodian, List<SegmentReference> held, Octets signature) {
        return TestSeat.holds(keys.get(place(custodian) - 1).verificationKey(), custodian, held, signature);
    }

    public SegmentDescriptor descriptor(String id) {
        return SyntheticSegments.descriptor(id, threshold(), total);
    }

    public UnsealedSegment unsealed(String id, int entries) {
        return new UnsealedSegment(descriptor(id), SyntheticSegments.entries(random, entries));
    }

    public SealedSegment seal(UnsealedSegment segment) {
        return sealer.seal(segment.descriptor(), segment.entries());
    }

    public SegmentSealer sealer() {
        return sealer;
    }

    /// What one custodian gets of a sealed segment.
    public static Deposit deposit(int place, SealedSegment segment) {
        return new Deposit(segment.manifest().encoded(), segment.pieces().get(place - 1));
    }

    /// Seals, stores at every custodian and registers, as a whole write would.
    public List<SegmentReference> store(List<UnsealedSegment> segments) {
        List<SegmentReference> wanted = new ArrayList<>();
        for (UnsealedSegment unsealed : segments) {
            SealedSegment sealed = seal(unsealed);
            for (int place = 1; place <= total; place++) {
                stores.get(place - 1)
                        .put(List.of(new PlacedPiece(
                                sealed.manifest(), sealed.pieces().get(place - 1))));
            }
            wanted.add(register(sealed));
        }
        return wanted;
    }

    public SegmentReference register(SealedSegment sealed) {
        SegmentId segment = sealed.manifest().descriptor().id();
        ledger.register(segment, sealed.manifest().digest());
        return new SegmentReference(segment, sealed.manifest().digest());
    }
}

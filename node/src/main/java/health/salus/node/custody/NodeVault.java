package health.salus.node.custody;

import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.records.Acknowledgement;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.crypto.SigningKey;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.kernel.TimeSource;
import health.salus.ledger.state.StateReader;
import health.salus.node.peer.PeerService;
import health.salus.node.peer.Peers;
import health.salus.platform.network.Network;
import health.salus.platform.records.SegmentOpening;
import health.salus.platform.records.SegmentPlacing;
import health.salus.vault.custody.Custodian;
import health.salus.vault.custody.CustodianClient;
import health.salus.vault.custody.LocalCustodian;
import health.salus.vault.custody.PieceEvidence;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.custody.ShareAid;
import health.salus.vault.custody.SignedBatch;
import health.salus.vault.custody.VaultReader;
import health.salus.vault.custody.VaultWriter;
import health.salus.vault.repair.Upkeep;
import health.salus.vault.resharing.DealingEvidence;
import health.salus.vault.segment.OpenedSegment;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.SegmentOpener;
import health.salus.vault.segment.SegmentSealer;
import health.salus.vault.segment.UnsealedSegment;
import health.salus.vault.store.PieceShelves;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The vault as one node sees it: its own custodian and those of the other members, one and the same to authors and
/// readers.
public final class NodeVault implements SegmentPlacing, SegmentOpening {

    private static final Logger LOG = LoggerFactory.getLogger(NodeVault.class);

    private final Network network;
    private final Custodian custodian;
    private final VaultWriter writer;
    private final VaultReader reader;
    private final LedgerSegments segments;
    private final Upkeep upkeep;
    private final ShareAid shareHelper;
    private final CustodianClient own;
    private final MovingPieces moving;
    private final Peers peers;

    /// @param evidence told of each wrong piece and of the member that gave it
    /// @param dealings told of each wrong dealing
    /// @param current whether this member's ledger follows the network, and does not lag behind it
    public record Parts(
            Network network,
            SigningKey memberKey,
            PieceShelves pieces,
            Peers peers,
            BiConsumer<MemberId, PieceEvidence> evidence,
            Consumer<DealingEvidence> dealings,
            BooleanSupplier current) {}

    public NodeVault(Parts parts, TimeSource time, RandomSource random) {
        this.network = parts.network();
        LedgerSeat seat = new LedgerSeat(network, parts.memberKey());
        this.custodian = new Custodian(seat, parts.pieces(), new LedgerReleaseGuard(network, time));
        this.shareHelper = new ShareAid(
                seat, parts.pieces(), random, member -> clientOf(member).pairSecret());
        this.writer = new VaultWriter(new SegmentSealer(random), this::acknowledged, NodeVault::missed);
        this.reader = new VaultReader(new SegmentOpener(), parts.evidence());
        this.segments = new LedgerSegments(network, this::clientsOf);
        this.upkeep = new Upkeep(custodian, parts.pieces().present(), segments, random, parts.evidence());
        this.own = new LocalCustodian(network.self(), custodian);
        this.moving = new MovingPieces(
                new MovingPieces.Surroundings(
                        network, seat, parts.pieces(), parts.peers(), parts.current(), parts.dealings()),
                time);
        this.peers = parts.peers();
    }

    /// As the contract will check it: one acknowledgement that does not hold would cost the whole transaction.
    private boolean acknowledged(MemberId member, List<SegmentReference> held, Octets signature) {
        Octets statement = LedgerSeat.acknowledgement(network.id(), member, held);
        return Directory.of(network.state())
                .requireMember(member)
                .custodianKey()
                .verify(statement, signature);
    }

    private static void missed(MemberId custodian, List<SegmentId> segments, ErrorCode code) {
        LOG.warn("Custodian {} missed its pieces of {} segments: {}", custodian, segments.size(), code);
    }

    /// What other members may ask of this custodian.
    public List<PeerService> peerServices() {
        return CustodyServices.of(custodian, shareHelper, moving);
    }

    public Custodian custodian() {
        return custodian;
    }

    /// What keeps this member's own pieces whole.
    Upkeep upkeep() {
        return upkeep;
    }

    /// What brings this member's pieces to other custodians, and theirs here.
    MovingPieces moving() {
        return moving;
    }

    LedgerSegments segments() {
        return segments;
    }

    @Override
    public Placed place(List<UnsealedSegment> segments, CustodianSet custodians) {
        if (segments.isEmpty()) {
            return new Placed(List.of(), List.of());
        }
        VaultWriter.Placed placed = writer.place(segments, clientsOf(custodians), custodians.acknowledgements());
        List<Acknowledgement> acknowledgements = new ArrayList<>();
        placed.acknowledgements().forEach((custodian, batches) -> {
            for (SignedBatch batch : batches) {
                acknowledgements.add(new Acknowledgement(custodian, batch.segments(), batch.signature()));
            }
        });
        return new Placed(
                placed.segments().stream().map(SealedSegment::manifest).toList(), acknowledgements);
    }

    @Override
    public List<OpenedSegment> open(Optional<SessionId> session, List<SegmentId> segments) {
        StateReader state = network.state();
        try {
            return open(session, segments, state);
        } catch (SalusException failed) {
            StateReader later = network.state();
            // Segments that were moved in between are with others now, who forget nothing for a while.
            if (manifests(segments, later).equals(manifests(segments, state))) {
                throw failed;
            }
            return open(session, segments, later);
        }
    }

    private static List<Digest> manifests(List<SegmentId> segments, StateReader state) {
        return segments.stream()
                .map(segment -> Segments.of(state).find(segment).orElseThrow().manifest())
                .toList();
    }

    private List<OpenedSegment> open(Optional<SessionId> session, List<SegmentId> segments, StateReader state) {
        Map<CustodianSetId, List<SegmentReference>> bySet = new LinkedHashMap<>();
        for (SegmentId segment : segments) {
            SegmentRecord record = Segments.of(state).find(segment).orElseThrow();
            bySet.computeIfAbsent(record.custodianSet(), _ -> new ArrayList<>())
                    .add(new SegmentReference(segment, record.manifest()));
        }
        Map<SegmentId, OpenedSegment> opened = new LinkedHashMap<>();
        bySet.forEach((id, wanted) -> {
            CustodianSet set = Directory.of(state).custodianSet(id).orElseThrow();
            List<OpenedSegment> ofSet =
                    reader.read(session, wanted, clientsOf(set), network.self(), set.tolerated() + 1);
            ofSet.forEach(each -> opened.put(each.descriptor().id(), each));
        });
        return segments.stream().map(opened::get).toList();
    }

    private List<CustodianClient> clientsOf(CustodianSet set) {
        return set.members().stream().map(this::clientOf).toList();
    }

    private CustodianClient clientOf(MemberId member) {
        return member.equals(network.self()) ? own : new RemoteCustodian(member, peers);
    }
}

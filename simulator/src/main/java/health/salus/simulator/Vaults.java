package health.salus.simulator;

import health.salus.contracts.records.Acknowledgement;
import health.salus.contracts.records.TypeGroup;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.vault.custody.Deposit;
import health.salus.vault.custody.Release;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.segment.Opening;
import health.salus.vault.segment.Piece;
import health.salus.vault.segment.SealedSegment;
import health.salus.vault.segment.SegmentDescriptor;
import health.salus.vault.segment.SegmentEntry;
import health.salus.vault.segment.SegmentManifest;
import health.salus.vault.segment.SegmentOpener;
import health.salus.vault.segment.SegmentSealer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What authors give to custodians and readers ask of them: real pieces of real segments, over wires that may be cut.
/// The node's `VaultWriter` and `VaultReader` do the same with a thread for each custodian.
final class Vaults {

    /// Any f + 1 of the four custodians open a segment.
    private static final int THRESHOLD = 2;

    private final World world;
    private final List<SimulatedNode> custodians;
    private final SegmentSealer sealer;
    private final SegmentOpener opener = new SegmentOpener();
    private final Map<SegmentId, SealedSegment> sealed = new TreeMap<>();
    private final Map<SegmentId, Writing> written = new TreeMap<>();

    /// What a segment is to hold, and whose it is.
    record Writing(SegmentId segment, SubjectId subject, OrganisationId author, TypeGroup group, SegmentEntry entry) {}

    /// A sealed segment, and who acknowledged its pieces.
    record Placed(SegmentManifest manifest, List<Acknowledgement> acknowledgements) {}

    /// @param custodians which may join the list later
    Vaults(World world, List<SimulatedNode> custodians) {
        this.world = world;
        this.custodians = custodians;
        this.sealer = new SegmentSealer(world.random());
    }

    /// Gives pieces to all custodians that the author's member reaches.
    Placed place(MemberId at, Writing writing) {
        SegmentDescriptor descriptor = new SegmentDescriptor(
                Consortium.NETWORK,
                writing.segment,
                writing.subject,
                writing.author,
                List.of(),
                writing.group.name(),
                Consortium.CUSTODIANS,
                THRESHOLD,
                Consortium.CUSTODIAN_COUNT);
        SealedSegment segment = sealer.seal(descriptor, List.of(writing.entry));
        sealed.put(writing.segment, segment);
        written.put(writing.segment, writing);
        List<Acknowledgement> acknowledgements = new ArrayList<>();
        for (int i = 0; i < custodians.size(); i++) {
            SimulatedNode custodian = custodians.get(i);
            Deposit deposit =
                    new Deposit(segment.manifest().encoded(), segment.pieces().get(i));
            reached(at, custodian)
                    .flatMap(node -> node.deposit(deposit))
                    .ifPresent(signature -> acknowledgements.add(new Acknowledgement(custodian.id(), 1, signature)));
        }
        return new Placed(segment.manifest(), acknowledgements);
    }

    private Optional<SimulatedNode> reached(MemberId from, SimulatedNode custodian) {
        boolean isReached =
                from.equals(custodian.id()) ? custodian.isUp() : world.wire().connected(from, custodian.id());
        return Optional.of(custodian).filter(_ -> isReached);
    }

    List<SegmentId> segments() {
        return List.copyOf(written.keySet());
    }

    List<SegmentId> segmentsOf(SubjectId subject) {
        return written.values().stream()
                .filter(writing -> writing.subject.equals(subject))
                .map(Writing::segment)
                .toList();
    }

    /// Asks every custodian that is reached. What enough of them give opens, and is what was written.
    void read(MemberId reader, SessionId session, SegmentId segment) {
        List<Piece> pieces = new ArrayList<>();
        SegmentReference reference =
                new SegmentReference(segment, manifest(segment).digest());
        for (SimulatedNode custodian : custodians) {
            Optional<Release> release =
                    reached(reader, custodian).flatMap(node -> node.release(reader, session, reference));
            if (release.isPresent() && !release.get().deposits().isEmpty()) {
                world.checker()
                        .released(
                                custodian,
                                new SessionModel.Released(
                                        reader,
                                        session,
                                        segment,
                                        custodian.ledger().height(),
                                        world.agenda().now()));
                release.get().deposits().forEach(deposit -> pieces.add(deposit.piece()));
            }
        }
        if (pieces.size() >= THRESHOLD) {
            world.trace().note(reader + " reads " + segment);
            Optional<Octets> kept = Optional.ofNullable(written.get(segment))
                    .map(writing -> writing.entry().bytes());
            world.checker().read(segment, open(segment, pieces).equals(kept));
        }
    }

    private SegmentManifest manifest(SegmentId segment) {
        return Optional.ofNullable(sealed.get(segment)).orElseThrow().manifest();
    }

    private Optional<Octets> open(SegmentId segment, List<Piece> pieces) {
        return opener.open(manifest(segment), pieces) instanceof Opening.Opened opened
                ? Optional.of(opened.segment().entries().getFirst().bytes())
                : Optional.empty();
    }
}

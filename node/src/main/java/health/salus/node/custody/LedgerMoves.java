package health.salus.node.custody;

import health.salus.contracts.governance.GovernanceCommand;
import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.records.Acknowledgement;
import health.salus.contracts.records.MoveAcknowledgement;
import health.salus.contracts.records.MovedSegment;
import health.salus.contracts.records.RecordsCommand;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.Segments;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;
import health.salus.ledger.state.StateReader;
import health.salus.platform.network.Network;
import health.salus.vault.custody.SegmentReference;
import health.salus.vault.resharing.Circle;
import health.salus.vault.resharing.FinalPlacements;
import health.salus.vault.resharing.MoveLedger;
import health.salus.vault.resharing.MoveOrder;
import health.salus.vault.resharing.MoveOrders;
import health.salus.vault.resharing.MoveWord;
import health.salus.vault.resharing.TakenOver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Moves, as this member's own copy of the ledger has them.
final class LedgerMoves implements MoveOrders, FinalPlacements, MoveLedger {

    private final Network network;
    private final BooleanSupplier current;

    /// @param current whether this copy follows the network, and does not lag behind it
    LedgerMoves(Network network, BooleanSupplier current) {
        this.network = network;
        this.current = current;
    }

    @Override
    public Optional<MoveOrder> order(SegmentId segment) {
        StateReader state = network.state();
        Directory directory = Directory.of(state);
        return Segments.of(state)
                .find(segment)
                .flatMap(record -> directory
                        .custodianSet(record.custodianSet())
                        .filter(set -> set.successor().isPresent())
                        .flatMap(set -> directory
                                .currentCustodianSet(set.id())
                                .map(next -> new MoveOrder(
                                        new SegmentReference(segment, record.manifest()), circle(set), circle(next)))));
    }

    static Circle circle(CustodianSet set) {
        return new Circle(set.id(), set.members(), set.tolerated() + 1);
    }

    @Override
    public Optional<FinalPlacement> placement(SegmentId segment) {
        if (!current.getAsBoolean()) {
            return Optional.empty();
        }
        StateReader state = network.state();
        return Segments.of(state)
                .find(segment)
                .filter(record ->
                        record.moved().isEmpty() || isFinal(record.moved().get()))
                .map(record -> new FinalPlacement(record.manifest(), isOwn(state, record)));
    }

    private boolean isFinal(SegmentRecord.Move move) {
        return network.find(move.transaction()).isPresent();
    }

    private boolean isOwn(StateReader state, SegmentRecord record) {
        return Directory.of(state)
                .custodianSet(record.custodianSet())
                .filter(set -> set.members().contains(network.self()))
                .isPresent();
    }

    @Override
    public void decide(Move move) {
        List<Acknowledgement> acknowledgements = move.words().stream()
                .map(word ->
                        new Acknowledgement(word.custodian(), move.segments().size(), word.signature()))
                .toList();
        RecordsCommand command =
                new RecordsCommand.MoveSegments(moved(move.segments()), move.to(), move.until(), acknowledgements);
        network.decide(network.signAsMember(List.of(RecordsCommand.FORMAT.encode(command))))
                .orThrow();
    }

    /// What a custodian of the next set signs, in the ledger's words.
    static Octets word(MoveWord.Said said) {
        return new MoveAcknowledgement(said.network(), said.custodian(), said.to(), said.until(), moved(said.held()))
                .statement();
    }

    private static List<MovedSegment> moved(List<TakenOver.Held> held) {
        return held.stream()
                .map(each -> new MovedSegment(each.segment(), each.before(), each.manifest()))
                .toList();
    }

    /// Has the ledger's time go on where nobody writes.
    void tick() {
        network.decide(network.signAsMember(List.of(GovernanceCommand.FORMAT.encode(new GovernanceCommand.Tick()))))
                .orThrow();
    }

    /// Consensus time of the last block.
    Instant time() {
        return network.time();
    }

    /// Sets in whose place others are in force, and to which this member belongs.
    List<CustodianSet> superseded() {
        return Directory.of(network.state()).supersededCustodianSets().stream()
                .filter(set -> set.members().contains(network.self()))
                .toList();
    }

    /// Segments that lie with sets in whose place others are in force, wherever.
    long waiting() {
        StateReader state = network.state();
        return Directory.of(state).supersededCustodianSets().stream()
                .mapToLong(set -> Segments.of(state).keptBy(set.id()))
                .sum();
    }

    long keptBy(CustodianSet set) {
        return Segments.of(network.state()).keptBy(set.id());
    }
}

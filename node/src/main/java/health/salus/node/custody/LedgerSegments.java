package health.salus.node.custody;

import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.records.MovedSegment;
import health.salus.contracts.records.RecordsCommand;
import health.salus.contracts.records.RecordsCommand.MoveSegments;
import health.salus.contracts.records.RecordsCommand.WriteRecords;
import health.salus.contracts.records.SegmentRecord;
import health.salus.contracts.records.SegmentRegistration;
import health.salus.contracts.records.Segments;
import health.salus.kernel.SegmentId;
import health.salus.ledger.block.Block;
import health.salus.ledger.state.StateReader;
import health.salus.platform.network.Network;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.CommandOutcome;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import health.salus.vault.custody.CustodianClient;
import health.salus.vault.repair.SegmentRegister;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The segments on this member's own copy of the ledger, and who keeps them.
final class LedgerSegments implements SegmentRegister {

    private static final String RECORDS = "records";

    private final Network network;
    private final Function<CustodianSet, List<CustodianClient>> clients;

    LedgerSegments(Network network, Function<CustodianSet, List<CustodianClient>> clients) {
        this.network = network;
        this.clients = clients;
    }

    @Override
    public Optional<Registered> find(SegmentId segment) {
        StateReader state = network.state();
        return Segments.of(state)
                .find(segment)
                .map(record -> new Registered(record.manifest(), clients.apply(setOf(state, record))));
    }

    /// Whether the ledger has the segment and this member is one of its custodians.
    boolean isOwn(SegmentId segment) {
        StateReader state = network.state();
        return Segments.of(state)
                .find(segment)
                .filter(record -> setOf(state, record).members().contains(network.self()))
                .isPresent();
    }

    private static CustodianSet setOf(StateReader state, SegmentRecord record) {
        return Directory.of(state).custodianSet(record.custodianSet()).orElseThrow();
    }

    /// The segments that the block's transactions registered or moved. What was refused may hold anything: who has
    /// a key can
    /// have it written into the log.
    static List<SegmentId> namedIn(Block block) {
        List<SegmentId> named = new ArrayList<>();
        for (Block.Item item : block.items()) {
            List<Command> commands =
                    SignedTransaction.parse(item.envelope()).transaction().commands();
            List<CommandOutcome> outcomes = Outcome.decode(item.outcome()).commands();
            for (int i = 0; i < commands.size(); i++) {
                if (outcomes.get(i) instanceof CommandOutcome.Accepted
                        && commands.get(i).contract().equals(RECORDS)) {
                    named.addAll(namedIn(commands.get(i)));
                }
            }
        }
        return named;
    }

    private static List<SegmentId> namedIn(Command accepted) {
        return switch (RecordsCommand.FORMAT.decode(accepted)) {
            case WriteRecords write ->
                write.segments().stream().map(SegmentRegistration::segment).toList();
            case MoveSegments move ->
                move.segments().stream().map(MovedSegment::segment).toList();
        };
    }
}

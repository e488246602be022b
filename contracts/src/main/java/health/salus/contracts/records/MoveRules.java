package health.salus.contracts.records;

import health.salus.contracts.identity.Caller;
import health.salus.contracts.identity.CustodianSet;
import health.salus.contracts.identity.Directory;
import health.salus.contracts.rules.Require;
import health.salus.contracts.rules.Turn;
import health.salus.kernel.CustodianSetId;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;

/// Moving segments from a custodian set that was superseded to the one in force in its place. What a segment is stays;
/// who keeps it, and by which manifest, changes.
final class MoveRules {

    private final Turn turn;
    private final MemberId mover;
    private final Directory directory;
    private final RecordsCommand.MoveSegments command;

    MoveRules(Turn turn, Caller caller, RecordsCommand.MoveSegments command) {
        this.turn = turn;
        this.mover = caller.requireMemberSignature("MoveSegments");
        this.directory = Directory.of(turn.state());
        this.command = command;
    }

    void move() {
        Require.that(!command.segments().isEmpty(), ErrorCode.MALFORMED, "a command moves at least one segment");
        Require.atMost(
                RecordsCommand.MoveSegments.MAX_SEGMENTS, command.segments().size(), "segments moved a command");
        long ids = command.segments().stream()
                .map(MovedSegment::segment)
                .distinct()
                .count();
        Require.that(ids == command.segments().size(), ErrorCode.MALFORMED, "a command moves each segment once");
        CustodianSet target = directory
                .custodianSet(command.custodianSet())
                .orElseThrow(() -> new SalusException(ErrorCode.UNKNOWN_CUSTODIAN_SET, "no such custodian set"));
        Require.that(
                !turn.time().isAfter(command.until()),
                ErrorCode.NOT_ACKNOWLEDGED,
                "the custodians gave their word until a time that has passed");
        List<SegmentRecord> movable = new ArrayList<>(command.segments().size());
        for (MovedSegment moved : command.segments()) {
            movable.add(movable(moved, target));
        }
        List<MemberId> acknowledgedBy = acknowledgements(target).check();
        SegmentRecord.Move move = new SegmentRecord.Move(
                turn.context().height(), turn.time(), turn.context().transactionId());
        for (int i = 0; i < movable.size(); i++) {
            SegmentRecord before = movable.get(i);
            Segments.move(
                    turn.state(),
                    before,
                    before.movedTo(target.id(), command.segments().get(i).manifest(), acknowledgedBy, move));
        }
    }

    private SegmentRecord movable(MovedSegment moved, CustodianSet target) {
        SegmentRecord record = Segments.of(turn.state())
                .find(moved.segment())
                .orElseThrow(() -> new SalusException(ErrorCode.NOT_FOUND, "no segment " + moved.segment()));
        Require.that(
                record.manifest().equals(moved.before()),
                ErrorCode.VERSION_CONFLICT,
                "segment " + moved.segment() + " has another manifest: it was moved meanwhile");
        CustodianSet source = directory.custodianSet(record.custodianSet()).orElseThrow(IllegalStateException::new);
        CustodianSetId inForce = directory
                .currentCustodianSet(source.id())
                .map(CustodianSet::id)
                .orElseThrow(IllegalStateException::new);
        Require.that(
                source.successor().isPresent() && inForce.equals(target.id()),
                ErrorCode.NOT_AUTHORISED,
                "segments move from a superseded custodian set to the one in force in its place");
        Require.that(
                source.members().contains(mover) || target.members().contains(mover),
                ErrorCode.NOT_AUTHORISED,
                "a member of either custodian set moves a segment");
        Require.that(
                !moved.manifest().equals(moved.before()), ErrorCode.MALFORMED, "a move changes the segment's manifest");
        return record;
    }

    private AcknowledgementRules acknowledgements(CustodianSet target) {
        return new AcknowledgementRules(
                directory,
                target,
                command.segments().size(),
                command.acknowledgements(),
                (custodian, from, to) -> new MoveAcknowledgement(
                                turn.context().network(),
                                custodian,
                                target.id(),
                                command.until(),
                                command.segments().subList(from, to))
                        .statement());
    }
}

package health.salus.simulator;

import health.salus.contracts.access.AccessCommand;
import health.salus.contracts.records.RecordsCommand;
import health.salus.kernel.MemberId;
import health.salus.kernel.SegmentId;
import health.salus.kernel.SessionId;
import health.salus.kernel.SubjectId;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.LedgerStore;
import health.salus.proof.transaction.Command;
import health.salus.proof.transaction.Outcome;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which sessions there are and what they are about, from the accepted commands alone: says by itself, without the
/// contracts' rules, when no custodian may give anything.
final class SessionModel {

    private long height;
    private final Map<SessionId, Opened> opened = new TreeMap<>();
    private final Map<SessionId, Long> closed = new TreeMap<>();
    private final Map<SegmentId, Registered> segments = new TreeMap<>();

    private record Opened(long height, Instant expires, SubjectId subject, MemberId reader) {}

    private record Registered(long height, Optional<SubjectId> subject) {}

    /// A custodian gave its piece of a segment, key share included.
    ///
    /// @param height of the custodian's own ledger
    record Released(MemberId reader, SessionId session, SegmentId segment, long height, Instant time) {}

    /// Blocks that it does not know yet: they are the same at all honest members.
    void learn(LedgerStore ledger) {
        while (height < ledger.height()) {
            height++;
            ledger.block(height).orElseThrow().items().forEach(this::executed);
        }
    }

    private void executed(Block.Item item) {
        if (Outcome.decode(item.outcome()).accepted()) {
            SignedTransaction.parse(item.envelope())
                    .transaction()
                    .commands()
                    .forEach(command -> accepted(item.time(), command));
        }
    }

    private void accepted(Instant time, Command command) {
        if (command.contract().equals("access")) {
            switch (AccessCommand.FORMAT.decode(command)) {
                case AccessCommand.OpenSession open ->
                    opened.put(
                            open.session(),
                            new Opened(height, time.plusSeconds(open.seconds()), open.subject(), open.readerMember()));
                case AccessCommand.CloseSession close -> closed.put(close.session(), height);
                default -> {}
            }
        } else if (command.contract().equals("records")
                && RecordsCommand.FORMAT.decode(command) instanceof RecordsCommand.WriteRecords write) {
            write.segments()
                    .forEach(segment -> segments.put(segment.segment(), new Registered(height, write.subject())));
        }
    }

    /// Why the custodian must not have given it; empty if it may have.
    Optional<String> objection(Released released) {
        Opened session = opened.get(released.session);
        Registered segment = segments.get(released.segment);
        if (session == null || session.height > released.height) {
            return Optional.of("without a session");
        }
        if (Optional.ofNullable(closed.get(released.session))
                .filter(end -> end <= released.height)
                .isPresent()) {
            return Optional.of("under a session that was closed");
        }
        if (!released.time.isBefore(session.expires)) {
            return Optional.of("under a session that has expired");
        }
        if (!session.reader.equals(released.reader)) {
            return Optional.of("under another's session");
        }
        boolean covered = segment != null
                && segment.height <= session.height
                && segment.subject.equals(Optional.of(session.subject));
        return covered ? Optional.empty() : Optional.of("of what its session does not cover");
    }
}

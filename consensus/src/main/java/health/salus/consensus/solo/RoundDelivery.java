package health.salus.consensus.solo;

import health.salus.consensus.Round;
import health.salus.consensus.RoundHandler;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.util.Optional;

/// The one thread that calls the handler: first with what the log holds beyond its last sequence, then with each round
/// as it becomes durable.
final class RoundDelivery implements Runnable {

    private final MemberId member;
    private final RoundHandler handler;
    private final SoloLog log;
    private final SoloState state;
    private final RoundBuffer rounds;
    private boolean failed;

    RoundDelivery(MemberId member, RoundHandler handler, SoloLog log, SoloState state, RoundBuffer rounds) {
        this.member = member;
        this.handler = handler;
        this.log = log;
        this.state = state;
        this.rounds = rounds;
    }

    @Override
    public void run() {
        replay();
        state.activate();
        // Goes on after a halt, without delivering, so that the writer is not left waiting for room.
        Optional<Round> next = rounds.take();
        while (next.isPresent()) {
            deliver(next.get());
            next = rounds.take();
        }
    }

    private void replay() {
        long from = handler.lastSequence() + 1;
        long to = log.lastSequence();
        if (from > to) {
            return;
        }
        state.catchUp(to - from + 1);
        try {
            log.read(from, to, record -> deliver(record.toRound(member)));
        } catch (IOException | SalusException unreadable) {
            failed = true;
            state.halt("the log cannot be read: " + unreadable.getMessage());
        }
    }

    private void deliver(Round round) {
        if (failed || round.sequence() <= handler.lastSequence()) {
            return;
        }
        try {
            handler.onRound(round);
        } catch (RuntimeException | Error thrown) {
            failed = true;
            state.halt("executing round " + round.sequence() + " failed: " + thrown);
        }
        // A flag that the handler left would close the log's file at the next read.
        Thread.interrupted();
    }
}

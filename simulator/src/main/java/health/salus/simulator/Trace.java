package health.salus.simulator;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// What happened, line by line, and one digest over all of it: two runs of a seed have the same.
final class Trace {

    /// Enough to see how a broken promise came about.
    private static final int TAIL_LINES = 60;

    private final Agenda agenda;
    private final Instant begin;
    private final Consumer<String> sink;
    private final Deque<String> tail = new ArrayDeque<>();
    private Digest digest = Digest.ZERO;

    Trace(Agenda agenda, Consumer<String> sink) {
        this.agenda = agenda;
        this.begin = agenda.now();
        this.sink = sink;
    }

    void note(String what) {
        long millis = Duration.between(begin, agenda.now()).toMillis();
        String line = "%7d.%03d %s".formatted(millis / 1000, millis % 1000, what);
        digest = Digest.sha256(digest.octets(), Octets.utf8(line));
        tail.addLast(line);
        if (tail.size() > TAIL_LINES) {
            tail.removeFirst();
        }
        sink.accept(line);
    }

    Digest digest() {
        return digest;
    }

    List<String> tail() {
        return List.copyOf(tail);
    }
}

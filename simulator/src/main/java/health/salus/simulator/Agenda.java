package health.salus.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// What will happen, in virtual time: the clock stands still until the next event, then jumps to it.
final class Agenda {

    private record Entry(Instant time, long number, Runnable action) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::time).thenComparingLong(Entry::number));
    private long scheduled;
    private Instant now;

    Agenda(Instant begin) {
        this.now = begin;
    }

    Instant now() {
        return now;
    }

    void afterMillis(long millis, Runnable action) {
        entries.add(new Entry(now.plusMillis(millis), scheduled++, action));
    }

    /// Runs the next event; false when there is none.
    boolean step() {
        Entry next = entries.poll();
        if (next == null) {
            return false;
        }
        now = next.time;
        next.action.run();
        return true;
    }
}

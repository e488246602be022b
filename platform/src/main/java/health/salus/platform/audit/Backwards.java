package health.salus.platform.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// One list of the state, read from its end, a chunk at a time.
final class Backwards {

    /// Half a page of the state's lists: most looks at a history end within the first.
    private static final int CHUNK = 32;

    private final Slices slices;
    private final Deque<HistoryEntry> ready = new ArrayDeque<>();
    private long remaining;

    /// Entries of the list in its own order.
    interface Slices {
        List<HistoryEntry> of(long from, int limit);
    }

    Backwards(long size, Slices slices) {
        this.remaining = size;
        this.slices = slices;
    }

    boolean hasNext() {
        while (ready.isEmpty() && remaining > 0) {
            long from = Math.max(0, remaining - CHUNK);
            slices.of(from, (int) (remaining - from)).forEach(ready::addFirst);
            remaining = from;
        }
        return !ready.isEmpty();
    }

    /// The entry that [#next] answers.
    HistoryEntry peek() {
        return ready.getFirst();
    }

    HistoryEntry next() {
        return ready.removeFirst();
    }
}

package health.salus.consensus.solo;

import health.salus.consensus.OrderedTransaction;
import health.salus.consensus.Round;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A round as the log keeps it: its transactions follow one another at a nanosecond's distance.
record LogRecord(long sequence, Instant firstTime, List<Octets> transactions) {

    LogRecord {
        transactions = List.copyOf(transactions);
    }

    Instant lastTime() {
        return firstTime.plusNanos(transactions.size() - 1L);
    }

    Round toRound(MemberId submitter) {
        List<OrderedTransaction> ordered = new ArrayList<>(transactions.size());
        for (int i = 0; i < transactions.size(); i++) {
            ordered.add(new OrderedTransaction(transactions.get(i), firstTime.plusNanos(i), submitter));
        }
        return Round.of(sequence, ordered);
    }
}

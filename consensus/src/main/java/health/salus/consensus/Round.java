package health.salus.consensus;

import java.time.Instant;
import java.util.List;

/// Transactions that were ordered at once. Rounds without transactions do not exist, so that the sequence, which is
/// also the height of the block, has no holes: 1, 2, 3.
///
/// @param time the consensus time of the last transaction; later than that of any earlier round
public record Round(long sequence, Instant time, List<OrderedTransaction> transactions) {

    /// The sequence number of a network's first round.
    public static final long FIRST_SEQUENCE = 1;

    public Round {
        transactions = List.copyOf(transactions);
        if (sequence < FIRST_SEQUENCE) {
            throw new IllegalArgumentException("rounds are counted from 1, not " + sequence);
        }
        if (transactions.isEmpty()) {
            throw new IllegalArgumentException("round " + sequence + " has no transactions");
        }
        for (int i = 1; i < transactions.size(); i++) {
            if (!transactions.get(i - 1).time().isBefore(transactions.get(i).time())) {
                throw new IllegalArgumentException("consensus time does not advance in round " + sequence);
            }
        }
        if (!time.equals(transactions.getLast().time())) {
            throw new IllegalArgumentException("round " + sequence + " ends at another time than it says");
        }
    }

    /// The round that ends with its last transaction.
    public static Round of(long sequence, List<OrderedTransaction> transactions) {
        return new Round(sequence, transactions.getLast().time(), transactions);
    }
}

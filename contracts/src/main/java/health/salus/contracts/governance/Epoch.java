package health.salus.contracts.governance;

/// A time in which the same members, with the same keys, addresses and weights, order the network's transactions. One
/// ends with the block whose beginning changed any of these; the next begins after it.
///
/// @param number 0 for the members of the genesis
/// @param after the height of the last block of the epoch before; for the first epoch that of the genesis
public record Epoch(long number, long after) {

    public static final Epoch FIRST = new Epoch(0, 0);

    Epoch next(long lastHeight) {
        return new Epoch(number + 1, lastHeight);
    }
}

package health.salus.consensus.hashgraph;

import health.salus.consensus.Round;
import java.time.Instant;

/// Where an engine takes over in a network's order: with each change of its members another one does, from nothing.
///
/// @param number of the epoch: 0 for the members that the network began with. Engines of different epochs refuse each
///     other's connections
/// @param after the sequence of the last round of the epoch before
/// @param time the consensus time of that round; all that this engine orders is later
public record EpochStart(long number, long after, Instant time) {

    /// The network's first engine.
    public static final EpochStart FIRST = new EpochStart(0, Round.FIRST_SEQUENCE - 1, Instant.EPOCH);

    public EpochStart {
        if (number < 0 || number > Integer.MAX_VALUE || after < Round.FIRST_SEQUENCE - 1) {
            throw new IllegalArgumentException("no epoch: " + number + " after round " + after);
        }
    }
}

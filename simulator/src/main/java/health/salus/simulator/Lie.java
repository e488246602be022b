package health.salus.simulator;

import java.util.List;

/// What a lying member does. Each is something that a real one could do with its own keys.
enum Lie {
    /// Signs another root than its ledger has, and tells everybody.
    WRONG_ROOT,
    /// Signs two checkpoints for one size, and tells each to a part of the members.
    TWO_FACES,
    /// Signs another root for a size that became final long ago.
    LATE_LIE,
    /// Runs other rules, which admit what nobody signed, and signs honestly what comes of it.
    BENT_RULES,
    /// Gives members that missed blocks others than were final.
    WRONG_BLOCKS,
    /// Never cosigns.
    SILENCE,
    /// Goes on signing after it was removed, what is true and what is not.
    LINGERING;

    static final List<Lie> ALL = List.of(values());

    /// Whether the lie is a signature that the others hear, count and can show.
    boolean isTold() {
        return this != WRONG_BLOCKS && this != SILENCE && this != LINGERING;
    }
}

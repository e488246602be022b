package health.salus.consensus;

/// What executes the rounds. The engine calls it from one thread, one round after the other.
public interface RoundHandler {

    /// The highest sequence number that is durably executed, or 0. Read before every delivery, so that a handler which
    /// has got blocks from its peers is not given them again.
    long lastSequence();

    /// Executes the round durably: once this returns, the engine may forget it. Any exception halts the engine, which
    /// then delivers nothing more and keeps the round for the next start.
    void onRound(Round round);

    /// The engine passed over rounds and will never deliver them: `firstMissing` up to just before `next`. The handler
    /// fetches and checks those blocks from its peers, then executes `next` as in [#onRound(Round)].
    void onGap(long firstMissing, Round next);
}

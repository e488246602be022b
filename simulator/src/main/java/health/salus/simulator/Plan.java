package health.salus.simulator;

import health.salus.kernel.MemberId;
import java.util.Optional;

/// What a run is about: all of it follows from the seed and the number of steps.
///
/// @param durableCommits false as with an engine that redelivers from its own durable log: a power cut then takes
/// blocks
/// @param liar the member that lies, if one does
/// @param crashes a member dies on average once in so many events
/// @param partitions the wires are cut on average once in so many events
record Plan(long seed, int steps, boolean durableCommits, Optional<Liar> liar, int crashes, int partitions) {

    static Plan of(long seed, int steps) {
        // A generator of its own, so that a new kind of fault does not change what the run itself draws.
        SeededRandom random = new SeededRandom(~seed);
        boolean durable = !random.oneIn(3);
        MemberId member = random.pick(Consortium.MEMBERS);
        Lie lie = random.pick(Lie.ALL);
        Optional<Liar> liar = random.oneIn(3) ? Optional.empty() : Optional.of(new Liar(member, lie));
        return new Plan(seed, steps, durable, liar, random.between(15, 80), random.between(60, 200));
    }

    /// The same run with this liar.
    Plan with(Liar other) {
        return new Plan(seed, steps, durableCommits, Optional.of(other), crashes, partitions);
    }

    boolean isHonest(MemberId member) {
        return liar.filter(one -> one.member().equals(member)).isEmpty();
    }

    boolean lies(MemberId member, Lie lie) {
        return liar.filter(one -> one.member().equals(member) && one.lie() == lie)
                .isPresent();
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + steps + " steps, " + (durableCommits ? "durable" : "lazy") + " commits, "
                + liar.map(Liar::toString).orElse("all members honest") + ", a crash in " + crashes
                + " events, a partition in " + partitions;
    }

    /// A member that does not keep to the rules, and how.
    record Liar(MemberId member, Lie lie) {

        @Override
        public String toString() {
            return "member " + member + " lies: " + lie;
        }
    }
}

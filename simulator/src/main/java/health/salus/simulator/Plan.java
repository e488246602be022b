package health.salus.simulator;

import health.salus.kernel.MemberId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a run is about: all of it follows from the seed and the number of steps.
///
/// @param members that found the network or may come to it
/// @param liars together less than a third of the weight, now and after each vote
record Plan(long seed, int steps, Consortium members, List<Liar> liars, Odds odds) {

    private static final List<Integer> SIZES = List.of(4, 4, 4, 4, 7, 7, 10, 13);
    private static final int CANDIDATES = 2;
    private static final int MOST_WEIGHT = 3;

    /// How often what goes wrong.
    ///
    /// @param durableCommits false as with an engine that redelivers from its own durable log: a power cut then
    /// takes
    ///     blocks
    /// @param crashes a member dies on average once in so many events
    /// @param partitions the wires are cut on average once in so many events
    /// @param votes whether members vote about members: only where commits are durable, since a solo engine that
    ///     redelivers has nobody to vote with
    /// @param damage whether disks go bad, one at a time: where members vote, only if all are honest and of equal
    ///     weight, so that whatever they vote bears the loss
    /// @param haste transactions that a client asks for at once, at most
    record Odds(boolean durableCommits, int crashes, int partitions, boolean votes, boolean damage, int haste) {

        Odds withDamage(boolean possible) {
            return new Odds(durableCommits, crashes, partitions, votes, damage && possible, haste);
        }
    }

    Plan {
        liars = List.copyOf(liars);
        boolean equal = members.cards().stream().allMatch(card -> card.weight() == 1);
        odds = odds.withDamage(!odds.votes || (liars.isEmpty() && equal));
    }

    static Plan of(long seed, int steps) {
        return of(seed, steps, OptionalInt.empty());
    }

    /// @param founders how many there are; the seed's choice if empty
    static Plan of(long seed, int steps, OptionalInt founders) {
        // A generator of its own, so that a new kind of fault does not change what the run itself draws.
        SeededRandom random = new SeededRandom(~seed);
        boolean durable = !random.oneIn(3);
        int drawn = random.pick(SIZES);
        boolean equal = random.oneIn(2);
        List<Long> weights = Stream.generate(() -> equal ? 1L : random.between(1, MOST_WEIGHT))
                .limit(founders.orElse(drawn))
                .toList();
        Consortium members = Consortium.of(weights, CANDIDATES);
        List<Liar> liars = random.oneIn(3) ? List.of() : liars(random, members);
        Odds odds = new Odds(
                durable,
                random.between(15, 80),
                random.between(60, 200),
                durable && !random.oneIn(4),
                durable && random.oneIn(2),
                random.pick(List.of(1, 2, 8)));
        return new Plan(seed, steps, members, liars, odds);
    }

    /// As many as the network bears, or fewer.
    private static List<Liar> liars(SeededRandom random, Consortium members) {
        List<Liar> liars = new ArrayList<>();
        TreeSet<MemberId> lying = new TreeSet<>();
        do {
            MemberId member = random.pick(members.founders());
            lying.add(member);
            List<MemberId> honest = members.founders().stream()
                    .filter(other -> !lying.contains(other))
                    .toList();
            if (!members.memberSet().isFinal(honest) || lying.size() == liars.size()) {
                return liars;
            }
            liars.add(new Liar(member, random.pick(Lie.ALL)));
        } while (random.oneIn(2));
        return liars;
    }

    /// The same run with this liar, among members of equal weight: so it has less than a third.
    Plan with(Liar other) {
        List<Long> equal = Collections.nCopies(members.founders().size(), 1L);
        return new Plan(seed, steps, Consortium.of(equal, CANDIDATES), List.of(other), odds);
    }

    /// The same run with votes about members.
    Plan withVotes() {
        Odds voting = new Odds(true, odds.crashes, odds.partitions, true, odds.damage, odds.haste);
        return new Plan(seed, steps, members, liars, voting);
    }

    /// The same run with clients that ask for up to so many transactions at once: many more operations for the same
    /// signatures of checkpoints.
    Plan withHaste(int haste) {
        Odds hasty = new Odds(odds.durableCommits, odds.crashes, odds.partitions, odds.votes, odds.damage, haste);
        return new Plan(seed, steps, members, liars, hasty);
    }

    boolean isHonest(MemberId member) {
        return liars.stream().noneMatch(one -> one.member().equals(member));
    }

    boolean lies(MemberId member, Lie lie) {
        return liars.contains(new Liar(member, lie));
    }

    @Override
    public String toString() {
        String weights = members.cards().stream()
                .map(card -> String.valueOf(card.weight()))
                .collect(Collectors.joining(","));
        String lies = liars.isEmpty()
                ? "all members honest"
                : liars.stream().map(Liar::toString).collect(Collectors.joining(", "));
        return "seed " + seed + ", " + steps + " steps, members of weights " + weights + ", "
                + (odds.durableCommits ? "durable" : "lazy") + " commits, " + (odds.votes ? "votes, " : "")
                + (odds.damage ? "bad disks, " : "") + lies
                + ", a crash in " + odds.crashes + " events, a partition in " + odds.partitions + ", up to "
                + odds.haste + " transactions at once";
    }

    /// A member that does not keep to the rules, and how.
    record Liar(MemberId member, Lie lie) {

        @Override
        public String toString() {
            return "member " + member + " lies: " + lie;
        }
    }
}

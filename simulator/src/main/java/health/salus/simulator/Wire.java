package health.salus.simulator;

import health.salus.kernel.MemberId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who can speak to whom, and how long it takes. Members in different groups do not hear each other.
final class Wire {

    /// Messages that are on their way when the groups change are lost; so are a few others.
    private static final int LOST_ONE_IN = 20;

    private static final int SLOWEST_MILLIS = 400;

    private final Agenda agenda;
    private final SeededRandom random;
    private final Map<MemberId, Integer> groups = new TreeMap<>();
    private final TreeSet<MemberId> down = new TreeSet<>();
    private boolean lossless;

    Wire(Agenda agenda, SeededRandom random, Collection<MemberId> members) {
        this.agenda = agenda;
        this.random = random;
        members.forEach(member -> groups.put(member, 0));
    }

    void up(MemberId member) {
        down.remove(member);
    }

    void down(MemberId member) {
        down.add(member);
    }

    /// Each member into one of two groups, at random.
    void partition() {
        groups.replaceAll((_, _) -> random.below(2));
    }

    void cutOff(MemberId member) {
        groups.replaceAll((each, _) -> each.equals(member) ? 1 : 0);
    }

    /// Joins all groups, and for good when the run comes to its end.
    void heal(boolean forGood) {
        groups.replaceAll((_, _) -> 0);
        lossless = forGood;
    }

    boolean connected(MemberId one, MemberId other) {
        return !down.contains(one) && !down.contains(other) && groupOf(one) == groupOf(other);
    }

    private int groupOf(MemberId member) {
        return groups.getOrDefault(member, 0);
    }

    /// The members that this one can reach, itself included.
    List<MemberId> reachable(MemberId from) {
        return groups.keySet().stream().filter(other -> connected(from, other)).toList();
    }

    void send(MemberId from, MemberId to, Runnable arrival) {
        boolean lost = !lossless && random.oneIn(LOST_ONE_IN);
        agenda.afterMillis(1 + random.below(SLOWEST_MILLIS), () -> {
            if (!lost && connected(from, to)) {
                arrival.run();
            }
        });
    }

    @Override
    public String toString() {
        return "groups " + groups.values() + ", down " + down;
    }
}

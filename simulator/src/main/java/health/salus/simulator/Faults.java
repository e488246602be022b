package health.salus.simulator;

import health.salus.kernel.MemberId;
import java.util.List;

/// Lets things go wrong while the run lasts: deaths between any two steps, and cut wires.
final class Faults {

    private static final int MOST_STEPS_TO_DEATH = 12;
    private static final int SHORTEST_DOWN_MILLIS = 100;
    private static final int LONGEST_DOWN_MILLIS = 12_000;
    private static final int LONGEST_CUT_MILLIS = 15_000;

    private final World world;
    private final List<SimulatedNode> nodes;
    private boolean over;

    Faults(World world, List<SimulatedNode> nodes) {
        this.world = world;
        this.nodes = nodes;
    }

    /// Called between any two events.
    void tempt() {
        SeededRandom random = world.random();
        if (over) {
            return;
        }
        if (random.oneIn(world.plan().crashes())) {
            SimulatedNode victim = random.pick(nodes);
            if (random.oneIn(2)) {
                victim.fuse().light(random.below(MOST_STEPS_TO_DEATH));
            } else if (victim.isUp()) {
                crash(victim, "between two events");
            }
        }
        if (random.oneIn(world.plan().partitions())) {
            cut();
        }
    }

    private void cut() {
        if (world.random().oneIn(2)) {
            world.wire().partition();
        } else {
            world.wire().cutOff(world.random().pick(Consortium.MEMBERS));
        }
        world.trace().note("the wires are cut: " + world.wire());
        world.agenda().afterMillis(world.random().between(SHORTEST_DOWN_MILLIS, LONGEST_CUT_MILLIS), () -> {
            world.wire().heal(over);
            world.trace().note("the wires are whole");
        });
    }

    void crashed(MemberId member, String where) {
        nodes.stream().filter(node -> node.id().equals(member)).forEach(node -> crash(node, where));
    }

    private void crash(SimulatedNode victim, String where) {
        victim.crash();
        world.trace()
                .note(victim.id() + " dies " + where + ", and has block "
                        + victim.disk().height());
        world.agenda().afterMillis(world.random().between(SHORTEST_DOWN_MILLIS, LONGEST_DOWN_MILLIS), () -> {
            if (!victim.isUp()) {
                start(victim);
            }
        });
    }

    void start(SimulatedNode node) {
        world.trace().note(node.id() + " starts at block " + node.disk().height());
        node.start();
    }

    /// Nothing goes wrong any more, and everybody comes back.
    void end() {
        over = true;
        world.wire().heal(true);
        for (SimulatedNode node : nodes) {
            node.fuse().putOut();
            if (!node.isUp()) {
                start(node);
            }
        }
        world.trace().note("all faults are over");
    }
}

package health.salus.simulator;

import health.salus.contracts.identity.Cards;
import health.salus.kernel.MemberId;
import java.util.List;

/// Lets things go wrong while the run lasts: deaths between any two steps, damaged disks, and cut wires.
final class Faults {

    private static final int MOST_STEPS_TO_DEATH = 12;
    private static final int DAMAGED_ONE_IN = 4;
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
        if (random.oneIn(world.plan().odds().crashes())) {
            SimulatedNode victim = random.pick(nodes);
            if (random.oneIn(2)) {
                victim.fuse().light(random.below(MOST_STEPS_TO_DEATH));
            } else if (victim.isUp()) {
                crash(victim, "between two events");
            }
        }
        if (random.oneIn(world.plan().odds().partitions())) {
            cut();
        }
    }

    private void cut() {
        if (world.random().oneIn(2)) {
            world.wire().partition();
        } else {
            world.wire().cutOff(world.random().pick(nodes).id());
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
        if (!over && world.plan().odds().damage() && world.random().oneIn(DAMAGED_ONE_IN) && isBorne(victim)) {
            victim.disk().suffer(Damage.any(victim.ledger(), world.random()));
            world.trace()
                    .note(victim.id() + " has a disk with a damage: "
                            + victim.disk().damage().orElseThrow());
        }
        world.trace()
                .note(victim.id() + " dies " + where + ", and has block "
                        + victim.ledger().height());
        world.agenda().afterMillis(world.random().between(SHORTEST_DOWN_MILLIS, LONGEST_DOWN_MILLIS), () -> {
            if (!victim.isUp()) {
                start(victim);
            }
        });
    }

    /// Who lost blocks is as good as a liar until it has them again: those that are neither hold more than two thirds.
    /// Otherwise what is final, or was ordered and passed over, might be nowhere: that is for backups, and not for
    /// consensus.
    private boolean isBorne(SimulatedNode victim) {
        List<MemberId> others = nodes.stream()
                .map(SimulatedNode::id)
                .filter(other -> !other.equals(victim.id()) && world.plan().isHonest(other))
                .toList();
        return nodes.stream().allMatch(node -> node.disk().isWhole())
                && Cards.memberSet(victim.epoch().cards()).isFinal(others);
    }

    void start(SimulatedNode node) {
        world.trace().note(node.id() + " starts at block " + node.ledger().height());
        node.start();
    }

    /// Nothing goes wrong any more, and everybody comes back.
    void end() {
        over = true;
        world.wire().heal(true);
        for (SimulatedNode node : nodes) {
            node.fuse().putOut();
            if (node.disk().damage().isPresent()) {
                node.crash();
                node.restore();
            }
            if (!node.isUp()) {
                start(node);
            }
        }
        world.trace().note("all faults are over");
    }
}

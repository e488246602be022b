package health.salus.simulator;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// One run: four members, one thread, one seed. First so many events in which anything may go wrong, then peace, in
/// which everything promised has to come true.
public final class Simulation {

    /// Virtual time is free, endless loops are not: a network at peace needs far fewer.
    private static final int MOST_EVENTS_AT_PEACE = 60_000;

    private final World world;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final Faults faults;
    private int events;

    /// What a run came to.
    ///
    /// @param trace the same for every run of this seed and number of steps
    public record Result(String plan, int events, long height, int acknowledged, int liesHeard, Digest trace) {}

    /// @param sink takes the trace, line by line
    public Simulation(long seed, int steps, Consumer<String> sink) {
        this(Plan.of(seed, steps), sink);
    }

    Simulation(Plan plan, Consumer<String> sink) {
        Agenda agenda = new Agenda(Consortium.GENESIS.plusSeconds(3600));
        SeededRandom random = new SeededRandom(plan.seed());
        Wire wire = new Wire(agenda, random, Consortium.MEMBERS);
        Trace trace = new Trace(agenda, sink);
        Ordering ordering = new Ordering(agenda, random, wire, trace);
        this.world = new World(plan, agenda, random, wire, ordering, trace, new Checker(plan));
        Signing signing = new Signing(random);
        Workload workload = new Workload(random, signing);
        BadTransactions bad = new BadTransactions(random, signing);
        List<List<SimulatedNode>> peers = new ArrayList<>();
        for (MemberId member : Consortium.MEMBERS) {
            List<SimulatedNode> others = new ArrayList<>();
            int index = clients.size();
            SimulatedNode node = new SimulatedNode(
                    member, world, others, written -> clients.get(index).onBlock(written));
            peers.add(others);
            nodes.add(node);
            clients.add(new Client(world, workload, bad, node));
        }
        for (int i = 0; i < nodes.size(); i++) {
            List<SimulatedNode> others = new ArrayList<>(nodes);
            others.remove(i);
            peers.get(i).addAll(others);
        }
        this.faults = new Faults(world, nodes);
    }

    /// @throws BrokenPromise if the network did what it must never do
    public Result run() {
        world.trace().note(world.plan().toString());
        try {
            turmoil();
            peace();
        } catch (BrokenPromise broken) {
            throw new BrokenPromise(report(broken.what()), broken);
        } catch (SalusException | IllegalStateException | IllegalArgumentException defect) {
            throw new BrokenPromise(report("a member halted: " + defect), defect);
        }
        return new Result(
                world.plan().toString(),
                events,
                world.ordering().latest(),
                world.checker().promises(),
                world.checker().lies(),
                world.trace().digest());
    }

    private void turmoil() {
        nodes.forEach(faults::start);
        world.ordering().start();
        clients.forEach(Client::start);
        while (events < world.plan().steps()) {
            step();
            guarded(faults::tempt);
        }
    }

    private void peace() {
        // Who asks a member that runs other rules may wait for ever.
        clients.forEach(client -> client.rest(world.plan().isHonest(client.at())));
        guarded(faults::end);
        int last = events + MOST_EVENTS_AT_PEACE;
        while (!isQuiet()) {
            if (events >= last) {
                world.checker().finished(nodes, world.ordering().latest());
                throw new BrokenPromise("the network does not come to rest");
            }
            step();
        }
        world.checker().finished(nodes, world.ordering().latest());
        world.trace()
                .note("at rest: block " + world.ordering().latest() + ", "
                        + world.checker().promises() + " transactions acknowledged");
    }

    private boolean isQuiet() {
        return world.ordering().isIdle()
                && clients.stream().allMatch(Client::isDone)
                && nodes.stream()
                        .filter(node -> world.plan().isHonest(node.id()))
                        .allMatch(
                                node -> node.disk().height() == world.ordering().latest()
                                        && node.finalSize() == node.disk().logSize());
    }

    private void step() {
        events++;
        guarded(() -> world.agenda().step());
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (SimulatedCrash crash) {
            faults.crashed(crash.member(), crash.where());
        }
    }

    private String report(String what) {
        return what + "\n  " + world.plan() + ", event " + events + "\n  again with: --seed "
                + world.plan().seed() + " --steps " + world.plan().steps() + "\n"
                + String.join("\n", world.trace().tail());
    }
}

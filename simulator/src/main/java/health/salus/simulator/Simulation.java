package health.salus.simulator;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.node.replica.RosterEpoch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// One run: one network, one thread, one seed. First so many events in which anything may go wrong, then peace, in
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
    /// @param operations transactions that engines took from clients
    /// @param epochs that followed the first
    /// @param sharesReleased key shares that honest custodians gave
    /// @param trace the same for every run of this seed and number of steps
    public record Result(
            String plan,
            int events,
            long operations,
            long height,
            int epochs,
            int acknowledged,
            int liesHeard,
            int sharesReleased,
            Digest trace) {}

    /// @param sink takes the trace, line by line
    public Simulation(long seed, int steps, Consumer<String> sink) {
        this(Plan.of(seed, steps), sink);
    }

    Simulation(Plan plan, Consumer<String> sink) {
        Agenda agenda = new Agenda(Consortium.GENESIS.plusSeconds(3600));
        SeededRandom random = new SeededRandom(plan.seed());
        Wire wire = new Wire(agenda, random, plan.members().all());
        Trace trace = new Trace(agenda, sink);
        Orderings orderings = new Orderings(new Ordering.Surroundings(
                agenda, random, wire, trace, plan.odds().haste()));
        Signing signing = new Signing(random);
        this.world = new World(plan, agenda, random, wire, orderings, signing, trace, new Checker(plan));
        List<SimulatedNode> custodians = new ArrayList<>();
        Vaults vaults = new Vaults(world, custodians);
        Client.Desk desk = new Client.Desk(
                new Workload(world, vaults),
                new BadTransactions(plan.members(), random, signing),
                new Voting(plan, random, signing));
        List<List<SimulatedNode>> peers = new ArrayList<>();
        for (MemberId member : plan.members().all()) {
            List<SimulatedNode> others = new ArrayList<>();
            int index = clients.size();
            SimulatedNode node = new SimulatedNode(
                    member, world, others, written -> clients.get(index).onBlock(written));
            peers.add(others);
            nodes.add(node);
            if (custodians.size() < Consortium.CUSTODIAN_COUNT) {
                custodians.add(node);
            }
            clients.add(new Client(world, desk, node));
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
                clients.stream().mapToLong(Client::operations).sum(),
                world.checker().latest(),
                world.checker().epochs(),
                world.checker().promises(),
                world.checker().lies(),
                world.checker().released(),
                world.trace().digest());
    }

    private void turmoil() {
        nodes.forEach(faults::start);
        clients.forEach(Client::start);
        while (events < world.plan().steps()) {
            step();
            guarded(faults::tempt);
        }
    }

    private void peace() {
        guarded(faults::end);
        // Who asks a member that runs other rules may wait for ever.
        clients.forEach(client -> client.rest(world.plan().isHonest(client.at())));
        int last = events + MOST_EVENTS_AT_PEACE;
        while (!isQuiet()) {
            if (events >= last) {
                world.checker().finished(nodes);
                throw new BrokenPromise("the network does not come to rest");
            }
            step();
        }
        world.checker().finished(nodes);
        world.trace()
                .note("at rest: block " + world.checker().latest() + ", "
                        + world.checker().promises() + " transactions acknowledged");
    }

    private boolean isQuiet() {
        List<SimulatedNode> honest =
                nodes.stream().filter(node -> world.plan().isHonest(node.id())).toList();
        RosterEpoch newest = honest.stream()
                .map(SimulatedNode::epoch)
                .max(Comparator.comparingLong(RosterEpoch::number))
                .orElseThrow();
        Ordering ordering = world.orderings().of(newest);
        return honest.stream().allMatch(node -> node.epoch().equals(newest))
                && ordering.isIdle()
                && ordering.latest() == world.checker().latest()
                && clients.stream().allMatch(Client::isDone)
                && honest.stream().filter(SimulatedNode::takesPart).allMatch(this::isAtRest);
    }

    private boolean isAtRest(SimulatedNode node) {
        return node.ledger().height() == world.checker().latest()
                && node.finalSize() == node.ledger().logSize()
                && !Voting.isDue(node.ledger().state(), node.ledger().height());
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
                + world.plan().seed() + " --steps " + world.plan().steps() + " --members "
                + world.plan().members().founders().size() + " --haste "
                + world.plan().odds().haste() + "\n"
                + String.join("\n", world.trace().tail());
    }
}

package health.salus.simulator;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.ledger.block.Block;
import health.salus.ledger.block.BlockWriter.WrittenBlock;
import health.salus.ledger.execution.Discard;
import health.salus.proof.transaction.SignedTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Those who use one member's node: they keep what they submitted until it is final, and submit it again until then, as
/// a node's submitter and its durable outbox do.
final class Client {

    private static final Duration RESUBMIT_AFTER = Duration.ofSeconds(5);
    private static final int SHORTEST_MILLIS = 50;
    private static final int LONGEST_MILLIS = 1_500;
    private static final int MOST_PENDING = 40;

    private final World world;
    private final Desk desk;
    private final SimulatedNode node;
    private final Map<Digest, Pending> pending = new TreeMap<>();
    private final List<Octets> past = new ArrayList<>();
    private boolean busy = true;
    private boolean gone;
    private long operations;

    /// Where what is asked for comes from, for all clients of a run.
    record Desk(Workload workload, BadTransactions bad, Voting voting) {}

    private record Pending(SignedTransaction transaction, Instant submitted, boolean counted) {}

    Client(World world, Desk desk, SimulatedNode node) {
        this.world = world;
        this.desk = desk;
        this.node = node;
    }

    void start() {
        world.agenda().afterMillis(world.random().between(SHORTEST_MILLIS, LONGEST_MILLIS), () -> {
            start(); // First: the turn may be the node's last.
            turn();
        });
    }

    /// From now on nothing new is asked for, but one thing more: who lost blocks notices it by the next one.
    ///
    /// @param patient whether what is pending is brought to its end, and what is due; otherwise this client goes
    /// away
    void rest(boolean patient) {
        busy = false;
        if (patient && node.takesPart()) {
            ask();
        } else if (!patient) {
            gone = true;
        }
    }

    /// Whether all that it asked a member for is decided. Who left, or is not there yet, decides nothing.
    boolean isDone() {
        return gone || pending.isEmpty() || !node.takesPart();
    }

    /// Transactions that an engine took from here: good, bad or seen before, each counted once however often it is
    /// submitted again.
    long operations() {
        return operations;
    }

    MemberId at() {
        return node.id();
    }

    private void turn() {
        if (gone) {
            return;
        }
        int most = world.plan().odds().haste();
        boolean open = busy && node.takesPart();
        for (int i = world.random().below(most); open && i >= 0 && pending.size() < MOST_PENDING * most; i--) {
            ask();
        }
        if (node.isUp() && node.takesPart() && world.plan().odds().votes()) {
            govern();
        }
        if (busy) {
            desk.workload.read();
        }
        List.copyOf(pending.values()).forEach(this::follow);
    }

    private void govern() {
        Instant now = world.agenda().now();
        desk.voting
                .tick(at(), node.ledger().state(), node.ledger().height(), now)
                .ifPresent(this::submit);
        if (busy) {
            desk.voting.next(at(), node.ledger().state(), now).ifPresent(this::submit);
        }
    }

    /// Hospitals that came later have no people yet: those of others use their node.
    private MemberId hospital() {
        List<MemberId> founders = world.plan().members().founders();
        return founders.contains(at()) ? at() : world.random().pick(founders);
    }

    private void ask() {
        Instant now = world.agenda().now();
        if (busy && world.random().oneIn(6)) {
            BadTransactions.Bad bad = desk.bad.next(hospital(), now);
            if (node.submit(bad.envelope()).isAccepted()) {
                operations++;
                world.checker().neverAdmitted(bad);
                world.trace().note(at() + " brings what must be discarded with " + bad.code());
            }
        } else if (busy && world.random().oneIn(8) && !past.isEmpty()) {
            boolean taken = node.submit(world.random().pick(past)).isAccepted();
            operations += taken ? 1 : 0;
            world.trace().note(at() + " brings a repetition" + (taken ? "" : ", in vain"));
        } else {
            submit(desk.workload.next(hospital(), now));
        }
    }

    private void submit(SignedTransaction transaction) {
        past.add(transaction.envelope());
        offer(new Pending(transaction, world.agenda().now(), false));
    }

    private void offer(Pending waiting) {
        Digest id = waiting.transaction.id();
        boolean taken = node.submit(waiting.transaction.envelope()).isAccepted();
        operations += taken && !waiting.counted ? 1 : 0;
        world.trace().note(at() + " submits " + brief(id) + (taken ? "" : ", in vain"));
        pending.put(id, new Pending(waiting.transaction, world.agenda().now(), taken || waiting.counted));
    }

    private void follow(Pending each) {
        Digest id = each.transaction.id();
        Optional<Block> block = node.finalBlock(id);
        if (block.isPresent()) {
            acknowledge(id, block.get());
        } else if (each.submitted.plus(RESUBMIT_AFTER).isBefore(world.agenda().now())) {
            offer(each);
        }
    }

    private void acknowledge(Digest id, Block block) {
        int index = node.ledger().find(id).orElseThrow().itemIndex();
        Octets receipt = node.receipt(id)
                .orElseThrow(() -> new BrokenPromise("no receipt of " + id + " is to be had, which is final"));
        world.checker()
                .acknowledged(
                        id, block, new Checker.Proof(block.items().get(index).outcome(), receipt, node.finalSize()));
        world.trace().note(at() + " acknowledges " + brief(id) + " in block " + block.height());
        pending.remove(id);
    }

    /// What the network did not admit is not waited for; a discarded repetition says nothing about the first.
    void onBlock(WrittenBlock written) {
        for (Discard discard : written.executed().discards()) {
            if (discard.code() != ErrorCode.REPLAYED) {
                pending.values()
                        .removeIf(each -> Digest.sha256(each.transaction.envelope())
                                        .equals(discard.envelope())
                                && node.ledger().find(each.transaction.id()).isEmpty());
            }
        }
    }

    private static String brief(Digest id) {
        return id.hex().substring(0, 8);
    }
}

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
    private final Workload workload;
    private final BadTransactions badTransactions;
    private final SimulatedNode node;
    private final Map<Digest, Pending> pending = new TreeMap<>();
    private final List<Octets> past = new ArrayList<>();
    private boolean busy = true;

    private record Pending(SignedTransaction transaction, Instant submitted) {}

    Client(World world, Workload workload, BadTransactions badTransactions, SimulatedNode node) {
        this.world = world;
        this.workload = workload;
        this.badTransactions = badTransactions;
        this.node = node;
    }

    void start() {
        world.agenda().afterMillis(world.random().between(SHORTEST_MILLIS, LONGEST_MILLIS), () -> {
            turn();
            start();
        });
    }

    /// From now on nothing new is asked for.
    ///
    /// @param patient whether what is pending is brought to its end
    void rest(boolean patient) {
        busy = false;
        if (!patient) {
            pending.clear();
        }
    }

    boolean isDone() {
        return pending.isEmpty();
    }

    MemberId at() {
        return node.id();
    }

    private void turn() {
        if (busy && pending.size() < MOST_PENDING) {
            ask();
        }
        List.copyOf(pending.values()).forEach(this::follow);
    }

    private void ask() {
        Instant now = world.agenda().now();
        if (world.random().oneIn(6)) {
            BadTransactions.Bad bad = badTransactions.next(at(), now);
            if (node.submit(bad.envelope()).isAccepted()) {
                world.checker().neverAdmitted(bad);
                world.trace().note(at() + " brings what must be discarded with " + bad.code());
            }
        } else if (world.random().oneIn(8) && !past.isEmpty()) {
            boolean taken = node.submit(world.random().pick(past)).isAccepted();
            world.trace().note(at() + " brings a repetition" + (taken ? "" : ", in vain"));
        } else {
            SignedTransaction transaction = workload.next(at(), now);
            past.add(transaction.envelope());
            submit(transaction);
        }
    }

    private void submit(SignedTransaction transaction) {
        boolean taken = node.submit(transaction.envelope()).isAccepted();
        world.trace().note(at() + " submits " + brief(transaction.id()) + (taken ? "" : ", in vain"));
        pending.put(transaction.id(), new Pending(transaction, world.agenda().now()));
    }

    private void follow(Pending each) {
        Digest id = each.transaction.id();
        Optional<Block> block = node.finalBlock(id);
        if (block.isPresent()) {
            acknowledge(id, block.get());
        } else if (each.submitted.plus(RESUBMIT_AFTER).isBefore(world.agenda().now())) {
            submit(each.transaction);
        }
    }

    private void acknowledge(Digest id, Block block) {
        int index = node.disk().find(id).orElseThrow().itemIndex();
        Octets receipt = node.receipt(id)
                .orElseThrow(() -> new BrokenPromise("no receipt of " + id + " is to be had, which is final"));
        world.checker().acknowledged(id, block, block.items().get(index).outcome(), receipt);
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
                                && node.disk().find(each.transaction.id()).isEmpty());
            }
        }
    }

    private static String brief(Digest id) {
        return id.hex().substring(0, 8);
    }
}

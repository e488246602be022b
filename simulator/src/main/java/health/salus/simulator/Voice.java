package health.salus.simulator;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.ledger.block.Block;
import health.salus.ledger.replica.BlockPage;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.proof.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a member tells the others: an honest one what it has, a lying one what its lie is.
final class Voice {

    /// How many blocks a late lie goes back.
    private static final int LATE_BLOCKS = 4;

    private final MemberId self;
    private final World world;
    private final List<SignedCheckpoint> told = new ArrayList<>();

    Voice(MemberId self, World world) {
        this.self = self;
        this.world = world;
    }

    void tell(SignedCheckpoint own, List<SimulatedNode> peers) {
        told.add(own);
        repeat(peers);
    }

    Optional<SignedCheckpoint> last() {
        return told.isEmpty() ? Optional.empty() : Optional.of(told.getLast());
    }

    void repeat(List<SimulatedNode> peers) {
        if (told.isEmpty() || lies(Lie.SILENCE)) {
            return;
        }
        SignedCheckpoint own = told.getLast();
        for (int i = 0; i < peers.size(); i++) {
            SimulatedNode peer = peers.get(i);
            boolean lie = lies(Lie.WRONG_ROOT) || (lies(Lie.TWO_FACES) && i % 2 == 0);
            send(lie ? forged(own) : own, peer);
            if (lies(Lie.LATE_LIE) && told.size() > LATE_BLOCKS) {
                send(forged(told.get(told.size() - 1 - LATE_BLOCKS)), peer);
            }
        }
    }

    /// A member that was removed signs what the others sign, or something else, as if it still were one.
    void linger(List<SimulatedNode> peers) {
        Optional<SignedCheckpoint> heard = world.random().pick(peers).voice().last();
        if (lies(Lie.LINGERING) && heard.isPresent()) {
            boolean agrees = world.random().oneIn(2);
            SignedCheckpoint own = agrees ? signed(heard.get().checkpoint()) : forged(heard.get());
            peers.forEach(peer -> send(own, peer));
        }
    }

    private void send(SignedCheckpoint signed, SimulatedNode peer) {
        world.wire().send(self, peer.id(), () -> peer.receive(signed));
    }

    /// Another root for the same size, under the member's real keys.
    private SignedCheckpoint forged(SignedCheckpoint own) {
        Digest root = Digest.sha256(own.checkpoint().root().octets(), Octets.utf8("lie"));
        return signed(Checkpoint.of(Consortium.NETWORK, own.checkpoint().size(), root));
    }

    private SignedCheckpoint signed(Checkpoint checkpoint) {
        return SignedCheckpoint.sign(
                checkpoint,
                self,
                Consortium.checkpointKeys(self),
                world.agenda().now());
    }

    BlockPage pageOf(BlockPage page) {
        if (!lies(Lie.WRONG_BLOCKS) || page.blocks().isEmpty()) {
            return page;
        }
        List<Octets> blocks = new ArrayList<>(page.blocks());
        int at = world.random().below(blocks.size());
        Optional<Octets> tampered = tampered(Block.decode(blocks.get(at)));
        tampered.ifPresent(block -> blocks.set(at, block));
        return tampered.isPresent() || !world.random().oneIn(2)
                ? new BlockPage(blocks, page.note(), page.consistency())
                : new BlockPage(blocks, page.note(), page.consistency().reversed());
    }

    private Optional<Octets> tampered(Block block) {
        List<Block.Item> items = new ArrayList<>(block.items());
        if (items.isEmpty()) {
            return Optional.empty();
        }
        int at = world.random().below(items.size());
        Block.Item item = items.get(at);
        Block.Item other = items.get((at + 1) % items.size());
        switch (world.random().below(5)) {
            case 0 -> items.remove(at);
            case 1 -> items.set(at, new Block.Item(other.envelope(), item.outcome(), item.time(), item.entry()));
            case 2 -> items.set(at, new Block.Item(item.envelope(), other.outcome(), item.time(), item.entry()));
            case 3 -> items.set(at, new Block.Item(item.envelope(), item.outcome(), item.time(), other.entry()));
            default ->
                items.set(
                        at,
                        new Block.Item(
                                item.envelope(), item.outcome(), item.time().plusSeconds(1), item.entry()));
        }
        return Optional.of(
                new Block(block.version(), block.height(), block.time(), block.firstEntry(), items, block.headerEntry())
                        .encode());
    }

    private boolean lies(Lie lie) {
        return world.plan().lies(self, lie);
    }
}

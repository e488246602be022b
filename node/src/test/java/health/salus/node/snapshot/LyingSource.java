package health.salus.node.snapshot;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.ledger.block.Block;
import health.salus.ledger.store.StateIntake;
import health.salus.node.snapshot.SnapshotMessages.StateParts;
import health.salus.proof.tiles.LogFile.HashTile;
import java.util.ArrayList;
import java.util.List;

/// A member that gives what it has, but for one thing.
record LyingSource(SnapshotSource honest, Lie about) implements SnapshotSource {

    enum Lie {
        CHECKPOINT,
        STATE_ROOT,
        TILE,
        PAGE,
        VALUE,
        BLOCK
    }

    @Override
    public String name() {
        return "a liar about the " + about;
    }

    @Override
    public SnapshotOffer offer(long atLeast) {
        SnapshotOffer given = honest.offer(atLeast);
        return switch (about) {
            case CHECKPOINT -> changed(given, given.header(), Digest.sha256(given.note()));
            case STATE_ROOT -> changed(given, flipped(given.header()), given.logRoot());
            case TILE, PAGE, VALUE, BLOCK -> given;
        };
    }

    private static SnapshotOffer changed(SnapshotOffer given, Octets header, Digest root) {
        return new SnapshotOffer(
                header, given.logSize(), root, given.inclusion(), given.note(), given.consistency(), given.links());
    }

    @Override
    public StateParts state(long height, StateIntake.Wanted wanted) {
        StateParts parts = honest.state(height, wanted);
        return new StateParts(
                about == Lie.PAGE ? firstFlipped(parts.pages()) : parts.pages(),
                about == Lie.VALUE ? firstFlipped(parts.values()) : parts.values());
    }

    @Override
    public List<Octets> tiles(long size, List<HashTile> tiles) {
        List<Octets> given = honest.tiles(size, tiles);
        return about == Lie.TILE ? firstFlipped(given) : given;
    }

    @Override
    public List<Block> blocks(long from, long to) {
        List<Block> given = new ArrayList<>(honest.blocks(from, to));
        if (about == Lie.BLOCK) {
            Block first = given.getFirst();
            given.set(
                    0,
                    new Block(
                            first.version(),
                            first.height(),
                            first.time().plusNanos(1),
                            first.firstEntry(),
                            first.items(),
                            first.headerEntry()));
        }
        return given;
    }

    private static List<Octets> firstFlipped(List<Octets> parts) {
        List<Octets> changed = new ArrayList<>(parts);
        if (!changed.isEmpty()) {
            changed.set(0, flipped(changed.getFirst()));
        }
        return changed;
    }

    private static Octets flipped(Octets octets) {
        byte[] bytes = octets.toArray();
        bytes[bytes.length / 2] ^= 1;
        return Octets.wrap(bytes);
    }
}

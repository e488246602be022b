package health.salus.ledger.store;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.ledger.store.Columns.Column;
import health.salus.proof.MerkleTree;
import health.salus.proof.tiles.HashTiles;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.tiles.LogFile.HashTile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// Takes in the hashes of a log from strangers, as C2SP's tiles: first the tiles at its right edge, which give its
/// root;
/// then from the top down each full tile, whose hash the tile above it has. So a wrong one is refused when it comes.
///
/// What was taken is on the disk, and is passed over after a break. For one thread.
public final class LogIntake {

    private static final int MAX_TILES = 64;

    private final Columns columns;
    private final long size;
    private final Digest root;
    private final List<HashTile> asked = new ArrayList<>();
    private boolean edgeTaken;
    private int level;
    private long index;
    private long taken;

    /// The node's place in the tree.
    private record Place(int level, long index) {}

    LogIntake(Columns columns, long size, Digest root) {
        this.columns = columns;
        this.size = size;
        this.root = root;
        this.level = LogFile.HashTile.MAX_LEVEL;
        this.edgeTaken = size == 0 || edge().stream().allMatch(this::isHere);
    }

    /// Tiles on the disk now, those that were there before included.
    public long taken() {
        return taken;
    }

    /// The tiles that are wanted next; empty at the end.
    public List<HashTile> next() {
        asked.clear();
        if (!edgeTaken) {
            asked.addAll(edge());
            return List.copyOf(asked);
        }
        while (level >= 0 && asked.size() < MAX_TILES) {
            if (index >= fullTiles(level)) {
                if (!asked.isEmpty()) {
                    // What lies below is checked against what comes now.
                    break;
                }
                level--;
                index = 0;
            } else {
                HashTile tile = new HashTile(level, index++, LogFile.FULL);
                if (isHere(tile)) {
                    taken++;
                } else {
                    asked.add(tile);
                }
            }
        }
        return List.copyOf(asked);
    }

    /// The tiles that are not full, one a level at most.
    private List<HashTile> edge() {
        List<HashTile> edge = new ArrayList<>();
        for (int each = 0; each <= HashTile.MAX_LEVEL; each++) {
            HashTiles.inLog(each, fullTiles(each), size).ifPresent(edge::add);
        }
        return edge;
    }

    private long fullTiles(int ofLevel) {
        return (size >>> (ofLevel * LogFile.TILE_HEIGHT)) / LogFile.FULL;
    }

    /// A tile is written at once, so its last hash stands for all.
    private boolean isHere(HashTile tile) {
        long last = tile.index() * LogFile.FULL + tile.width() - 1;
        return read(tile.level() * LogFile.TILE_HEIGHT, last).isPresent();
    }

    private Optional<Digest> read(int nodeLevel, long nodeIndex) {
        return columns.read(Column.LOG, RocksLedgerStore.nodeKey(nodeLevel, nodeIndex))
                .map(Digest::of);
    }

    /// Takes what came for the last [#next], all of it.
    ///
    /// @throws SalusException `BAD_SIGNATURE` for what is not in the log that the members signed
    public void accept(List<Octets> given) {
        if (given.size() != asked.size()) {
            rewind();
            throw new SalusException(ErrorCode.MALFORMED, "the peer gives other tiles of the log than were asked for");
        }
        Map<Place, Digest> nodes = new HashMap<>();
        try {
            for (int i = 0; i < given.size(); i++) {
                HashTile tile = asked.get(i);
                add(tile, HashTiles.decode(tile, given.get(i)), nodes);
                require(!edgeTaken || isAsAbove(tile, nodes));
            }
            require(edgeTaken
                    || MerkleTree.root(size, (at, which) -> node(nodes, at, which))
                            .equals(root));
        } catch (SalusException refused) {
            rewind();
            throw refused;
        }
        write(nodes);
        taken += asked.size();
        edgeTaken = true;
        asked.clear();
    }

    /// What was asked for and did not come is asked for again.
    public void rewind() {
        if (edgeTaken && !asked.isEmpty()) {
            level = asked.getFirst().level();
            index = asked.getFirst().index();
        }
        asked.clear();
    }

    private static void add(HashTile tile, List<Digest> hashes, Map<Place, Digest> nodes) {
        int bottom = tile.level() * LogFile.TILE_HEIGHT;
        long first = tile.index() * LogFile.FULL;
        List<Digest> row = hashes;
        for (int up = 0; up <= LogFile.TILE_HEIGHT && !row.isEmpty(); up++) {
            List<Digest> above = new ArrayList<>(row.size() / 2);
            for (int i = 0; i < row.size(); i++) {
                nodes.put(new Place(bottom + up, (first >>> up) + i), row.get(i));
                if (i % 2 == 1) {
                    above.add(MerkleTree.nodeHash(row.get(i - 1), row.get(i)));
                }
            }
            row = above;
        }
    }

    private boolean isAsAbove(HashTile tile, Map<Place, Digest> nodes) {
        int top = (tile.level() + 1) * LogFile.TILE_HEIGHT;
        return read(top, tile.index()).equals(Optional.ofNullable(nodes.get(new Place(top, tile.index()))));
    }

    private static Digest node(Map<Place, Digest> nodes, int at, long which) {
        Digest node = nodes.get(new Place(at, which));
        if (node == null) {
            throw new SalusException(ErrorCode.MALFORMED, "the peer's tiles do not reach the edge of the log");
        }
        return node;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new SalusException(
                    ErrorCode.BAD_SIGNATURE, "a tile that the peer gave is not in the log that the members signed");
        }
    }

    private void write(Map<Place, Digest> nodes) {
        try (WriteBatch batch = new WriteBatch();
                WriteOptions unsynced = new WriteOptions()) {
            for (Map.Entry<Place, Digest> node : nodes.entrySet()) {
                batch.put(
                        columns.of(Column.LOG),
                        RocksLedgerStore.nodeKey(node.getKey().level, node.getKey().index),
                        node.getValue().octets().toArray());
            }
            columns.write(batch, unsynced, "the log cannot be taken in");
        } catch (RocksDBException failed) {
            throw StoreFailure.of("the log cannot be taken in", failed);
        }
    }
}

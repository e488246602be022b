package health.salus.proof.tiles;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.MerkleTree;
import health.salus.proof.tiles.LogFile.HashTile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tree of a log of some size, read from its tiles: any proof follows from them. What they say is worth as much as
/// the root that is compared with a checkpoint's.
public final class TiledTree implements MerkleTree.NodeReader {

    /// Enough for all levels on the way of one proof after the other.
    private static final int TILES_KEPT = 64;

    private final TileSource source;
    private final long size;
    private final Map<HashTile, List<Digest>> kept = new LinkedHashMap<>(TILES_KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<HashTile, List<Digest>> eldest) {
            return size() > TILES_KEPT;
        }
    };

    /// Where tiles come from.
    @FunctionalInterface
    public interface TileSource {
        Octets content(LogFile file);
    }

    /// @param size of the checkpoint that decides what is there
    public TiledTree(TileSource source, long size) {
        this.source = source;
        this.size = size;
    }

    @Override
    public Digest node(int level, long index) {
        int tileLevel = level / LogFile.TILE_HEIGHT;
        int above = level % LogFile.TILE_HEIGHT;
        long first = index << above;
        long tileIndex = first / LogFile.FULL;
        HashTile tile = HashTiles.inLog(tileLevel, tileIndex, size)
                .orElseThrow(() -> new SalusException(
                        ErrorCode.NOT_FOUND, "a log of " + size + " entries has no subtree " + index + " at " + level));
        List<Digest> hashes = kept.get(tile);
        if (hashes == null) {
            hashes = HashTiles.decode(tile, source.content(tile));
            kept.put(tile, hashes);
        }
        int from = (int) (first % LogFile.FULL);
        int count = 1 << above;
        if (from + count > hashes.size()) {
            throw new SalusException(
                    ErrorCode.NOT_FOUND, "a log of " + size + " entries has no complete subtree there");
        }
        List<Digest> leaves = hashes.subList(from, from + count);
        return over(leaves);
    }

    private static Digest over(List<Digest> hashes) {
        if (hashes.size() == 1) {
            return hashes.getFirst();
        }
        int middle = hashes.size() / 2;
        return MerkleTree.nodeHash(over(hashes.subList(0, middle)), over(hashes.subList(middle, hashes.size())));
    }
}

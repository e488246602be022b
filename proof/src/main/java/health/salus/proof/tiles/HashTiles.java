package health.salus.proof.tiles;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.MerkleTree;
import health.salus.proof.tiles.LogFile.EntryBundle;
import health.salus.proof.tiles.LogFile.HashTile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The content of tiles: hashes one after the other (C2SP tlog-tiles, "Merkle Tree").
public final class HashTiles {

    private HashTiles() {}

    public static Octets encode(HashTile tile, MerkleTree.NodeReader nodes) {
        int level = tile.level() * LogFile.TILE_HEIGHT;
        long from = tile.index() * LogFile.FULL;
        return Octets.concat(IntStream.range(0, tile.width())
                .mapToObj(i -> nodes.node(level, from + i).octets())
                .toArray(Octets[]::new));
    }

    /// @throws SalusException when these are not as many hashes as the tile has
    public static List<Digest> decode(HashTile tile, Octets content) {
        if (content.length() != tile.width() * Digest.LENGTH_BYTES) {
            throw new SalusException(ErrorCode.MALFORMED, tile.path() + " has another length than its hashes");
        }
        List<Digest> hashes = new ArrayList<>(tile.width());
        for (int at = 0; at < content.length(); at += Digest.LENGTH_BYTES) {
            hashes.add(new Digest(content.slice(at, at + Digest.LENGTH_BYTES)));
        }
        return hashes;
    }

    /// The tile of this place in a log of so many entries, as full as it is there; empty where it has nothing.
    public static Optional<HashTile> inLog(int level, long index, long size) {
        return widthInLog(level, index, size).map(width -> new HashTile(level, index, width));
    }

    /// Likewise the bundle of entries.
    public static Optional<EntryBundle> entriesInLog(long index, long size) {
        return widthInLog(0, index, size).map(width -> new EntryBundle(index, width));
    }

    private static Optional<Integer> widthInLog(int level, long index, long size) {
        long hashes = size >>> (level * LogFile.TILE_HEIGHT);
        long before = index * LogFile.FULL;
        return hashes > before ? Optional.of((int) Math.min(LogFile.FULL, hashes - before)) : Optional.empty();
    }
}

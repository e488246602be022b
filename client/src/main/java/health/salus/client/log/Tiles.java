package health.salus.client.log;

import health.salus.kernel.Digest;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.tiles.HashTiles;
import health.salus.proof.tiles.LogFile;
import health.salus.proof.tiles.LogFile.HashTile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The tiles that entries give, as they are appended; those that are complete wait to be compared with the ones that
/// are
/// served.
final class Tiles implements MerkleFrontier.NodeWriter {

    private record Computed(HashTile tile, List<Digest> hashes) {}

    private final long size;
    private final Map<Integer, List<Digest>> growing = new TreeMap<>();
    private final Map<Integer, Long> indexes = new TreeMap<>();
    private final Deque<Computed> complete = new ArrayDeque<>();

    /// @param size of the log: its last tiles are partial
    Tiles(long size) {
        this.size = size;
    }

    @Override
    public void completed(int level, long index, Digest hash) {
        if (level % LogFile.TILE_HEIGHT != 0) {
            return;
        }
        int tileLevel = level / LogFile.TILE_HEIGHT;
        long tileIndex = indexes.getOrDefault(tileLevel, 0L);
        List<Digest> hashes = growing.computeIfAbsent(tileLevel, _ -> new ArrayList<>());
        hashes.add(hash);
        Optional<HashTile> inLog = HashTiles.inLog(tileLevel, tileIndex, size);
        if (inLog.filter(tile -> tile.width() == hashes.size()).isPresent()) {
            complete.add(new Computed(inLog.get(), List.copyOf(hashes)));
            hashes.clear();
            indexes.put(tileLevel, tileIndex + 1);
        }
    }

    /// Compares those that are complete, and forgets them.
    Optional<HashTile> firstThatDiffers(LogSource source) {
        while (!complete.isEmpty()) {
            Computed next = complete.remove();
            if (!HashTiles.decode(next.tile, source.content(next.tile)).equals(next.hashes)) {
                return Optional.of(next.tile);
            }
        }
        return Optional.empty();
    }
}

package health.salus.proof.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.MerkleTree;
import health.salus.proof.tiles.LogFile.EntryBundle;
import health.salus.proof.tiles.LogFile.HashTile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A tree that is read from tiles is the tree that they were cut from.
class TiledTreeTest {

    private record Place(int level, long index) {}

    private final List<Octets> entries = new ArrayList<>();
    private final Map<Place, Digest> nodes = new HashMap<>();
    private final MerkleFrontier frontier = MerkleFrontier.of(0, this::node);

    private Digest node(int level, long index) {
        Digest found = nodes.get(new Place(level, index));
        if (found == null) {
            throw new AssertionError("no node " + index + " at level " + level);
        }
        return found;
    }

    private void grow(int size) {
        while (entries.size() < size) {
            Octets entry = Octets.utf8("entry " + entries.size());
            entries.add(entry);
            frontier.append(entry, (level, index, hash) -> nodes.put(new Place(level, index), hash));
        }
    }

    private Octets content(LogFile file) {
        return switch (file) {
            case HashTile tile -> HashTiles.encode(tile, this::node);
            case EntryBundle bundle ->
                EntryBundles.encode(entries.subList(
                        (int) bundle.index() * LogFile.FULL, (int) bundle.index() * LogFile.FULL + bundle.width()));
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 1_000, 65_535, 65_536, 65_537, 70_000})
    void hasTheSameRootAndProofs(int size) {
        grow(size + 300);
        TiledTree tiled = new TiledTree(this::content, size);
        Digest root = MerkleTree.root(size, tiled);
        assertThat(root).isEqualTo(MerkleTree.root(size, this::node));
        for (long index = 0; index < size; index += Math.max(1, size / 17)) {
            List<Digest> path = MerkleTree.inclusion(index, size, tiled);
            assertThat(path).isEqualTo(MerkleTree.inclusion(index, size, this::node));
            Digest leaf = MerkleTree.leafHash(entries.get((int) index));
            assertThat(MerkleTree.verifyInclusion(index, size, leaf, root, path))
                    .isTrue();
        }
        for (long first = 0; first <= size; first += Math.max(1, size / 13)) {
            assertThat(MerkleTree.consistency(first, size, tiled))
                    .isEqualTo(MerkleTree.consistency(first, size, this::node));
        }
    }

    @Test
    void asksForNothingThatTheLogDoesNotHave() {
        grow(600);
        TiledTree tiled = new TiledTree(this::content, 300);
        assertThatThrownBy(() -> tiled.node(0, 300)).isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> tiled.node(8, 1)).isInstanceOf(SalusException.class);
        assertThat(tiled.node(8, 0)).isEqualTo(node(8, 0));
    }

    @Test
    void takesNoTileOfAnotherLength() {
        grow(300);
        TiledTree tiled = new TiledTree(file -> content(file).slice(0, 32), 300);
        assertThatThrownBy(() -> tiled.node(0, 0))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED));
    }

    @Test
    void bundlesComeBackAndNothingElseDoes() {
        List<Octets> some = List.of(Octets.EMPTY, Octets.utf8("a"), Octets.wrap(new byte[65_535]));
        assertThat(EntryBundles.decode(EntryBundles.encode(some))).isEqualTo(some);
        assertThat(EntryBundles.encode(List.of(Octets.utf8("ab"))).hex()).isEqualTo("00026162");
        refusesBundle("00", ErrorCode.MALFORMED);
        refusesBundle("000261", ErrorCode.MALFORMED);
        refusesBundle("0000".repeat(257), ErrorCode.TOO_LARGE);
        assertThatThrownBy(() -> EntryBundles.encode(List.of(Octets.wrap(new byte[65_536]))))
                .isInstanceOf(SalusException.class);
    }

    private static void refusesBundle(String hex, ErrorCode code) {
        assertThatThrownBy(() -> EntryBundles.decode(Octets.ofHex(hex)))
                .isInstanceOfSatisfying(
                        SalusException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}

package health.salus.proof;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each step of RFC 9162 at which a verifier has to fail, by its number. One input for each, which fails at this step
/// and passes those before; that all other inputs are refused as well is for [MerkleTreeTest].
class Rfc9162RefusalsTest {

    private static final int SIZE = 13;

    private final Map<String, Digest> nodes = new HashMap<>();
    private final List<Digest> roots = new ArrayList<>(List.of(MerkleTree.EMPTY_ROOT));

    Rfc9162RefusalsTest() {
        MerkleFrontier frontier = MerkleFrontier.empty();
        for (int i = 0; i < SIZE; i++) {
            frontier.append(entry(i), (level, index, hash) -> nodes.put(level + "/" + index, hash));
            roots.add(frontier.root());
        }
    }

    private static Octets entry(long index) {
        return Octets.utf8("entry " + index);
    }

    private Digest node(int level, long index) {
        return nodes.getOrDefault(level + "/" + index, Digest.ZERO);
    }

    enum Inclusion {
        /// "If leaf_index is greater than or equal to tree_size, then fail the proof verification."
        STEP_1_INDEX_IS_SIZE,
        STEP_1_INDEX_BEYOND_SIZE,
        /// "If sn is 0, then stop the iteration and fail the proof verification."
        STEP_4A_PATH_TOO_LONG,
        STEP_4A_PATH_FOR_A_TREE_OF_ONE,
        /// "Compare sn to 0."
        STEP_5_PATH_TOO_SHORT,
        STEP_5_NO_PATH,
        /// "Compare r against the root_hash."
        STEP_5_ANOTHER_ENTRY,
        STEP_5_ANOTHER_ROOT,
        STEP_5_ANOTHER_HASH_IN_THE_PATH,
        STEP_5_ANOTHER_INDEX
    }

    @ParameterizedTest
    @EnumSource
    void refusesInclusion(Inclusion step) {
        long index = 5;
        Digest leaf = MerkleTree.leafHash(entry(index));
        Digest root = roots.get(SIZE);
        List<Digest> path = MerkleTree.inclusion(index, SIZE, this::node);
        assertThat(MerkleTree.verifyInclusion(index, SIZE, leaf, root, path)).isTrue();
        boolean verified = switch (step) {
            case STEP_1_INDEX_IS_SIZE -> MerkleTree.verifyInclusion(SIZE, SIZE, leaf, root, path);
            // What the index would be in a tree twice as wide.
            case STEP_1_INDEX_BEYOND_SIZE -> MerkleTree.verifyInclusion(index + 16, SIZE, leaf, root, path);
            case STEP_4A_PATH_TOO_LONG -> MerkleTree.verifyInclusion(index, SIZE, leaf, root, with(path, leaf));
            case STEP_4A_PATH_FOR_A_TREE_OF_ONE ->
                MerkleTree.verifyInclusion(0, 1, leaf, MerkleTree.nodeHash(leaf, leaf), List.of(leaf));
            case STEP_5_PATH_TOO_SHORT ->
                // The subtree that the shorter path leads to is no root.
                MerkleTree.verifyInclusion(index, SIZE, leaf, node(3, 0), path.subList(0, path.size() - 1));
            case STEP_5_NO_PATH -> MerkleTree.verifyInclusion(index, SIZE, leaf, leaf, List.of());
            case STEP_5_ANOTHER_ENTRY ->
                MerkleTree.verifyInclusion(index, SIZE, MerkleTree.leafHash(entry(6)), root, path);
            case STEP_5_ANOTHER_ROOT -> MerkleTree.verifyInclusion(index, SIZE, leaf, roots.get(12), path);
            case STEP_5_ANOTHER_HASH_IN_THE_PATH ->
                MerkleTree.verifyInclusion(index, SIZE, leaf, root, replaced(path, leaf));
            case STEP_5_ANOTHER_INDEX -> MerkleTree.verifyInclusion(4, SIZE, leaf, root, path);
        };
        assertThat(verified).isFalse();
    }

    enum Consistency {
        /// "If consistency_path is an empty array, stop and fail the proof verification."
        STEP_1_NO_PATH,
        STEP_1_NO_PATH_FROM_A_POWER_OF_TWO,
        /// "If sn is 0, then stop the iteration and fail the proof verification."
        STEP_6A_PATH_TOO_LONG,
        STEP_6A_PATH_TOO_LONG_FROM_A_POWER_OF_TWO,
        /// "verify that the fr calculated is equal to the first_hash supplied"
        STEP_7_ANOTHER_FIRST_ROOT,
        STEP_7_ANOTHER_FIRST_ROOT_OF_A_POWER_OF_TWO,
        /// "that the sr calculated is equal to the second_hash supplied"
        STEP_7_ANOTHER_SECOND_ROOT,
        STEP_7_ANOTHER_HASH_IN_THE_PATH,
        /// "and that sn is 0."
        STEP_7_PATH_TOO_SHORT,
        STEP_7_PATH_TOO_SHORT_FROM_A_POWER_OF_TWO,
        /// Step 2: the first root stands in the path only where its size is no power of two.
        STEP_2_FIRST_ROOT_REPEATED,
        STEP_2_FIRST_NODE_LEFT_OUT,
        /// "first < second": the section has no other.
        SECOND_IS_SMALLER
    }

    @ParameterizedTest
    @EnumSource
    void refusesConsistency(Consistency step) {
        int first = 6;
        int power = 8;
        Digest second = roots.get(SIZE);
        List<Digest> path = MerkleTree.consistency(first, SIZE, this::node);
        List<Digest> ofPower = MerkleTree.consistency(power, SIZE, this::node);
        assertThat(consistent(first, roots.get(first), second, path)).isTrue();
        assertThat(consistent(power, roots.get(power), second, ofPower)).isTrue();
        boolean verified = switch (step) {
            case STEP_1_NO_PATH -> consistent(first, second, second, List.of());
            case STEP_1_NO_PATH_FROM_A_POWER_OF_TWO -> consistent(power, second, second, List.of());
            case STEP_6A_PATH_TOO_LONG -> consistent(first, roots.get(first), second, with(path, second));
            case STEP_6A_PATH_TOO_LONG_FROM_A_POWER_OF_TWO ->
                consistent(power, roots.get(power), second, with(ofPower, second));
            case STEP_7_ANOTHER_FIRST_ROOT -> consistent(first, roots.get(5), second, path);
            case STEP_7_ANOTHER_FIRST_ROOT_OF_A_POWER_OF_TWO -> consistent(power, roots.get(4), second, ofPower);
            case STEP_7_ANOTHER_SECOND_ROOT -> consistent(first, roots.get(first), roots.get(12), path);
            case STEP_7_ANOTHER_HASH_IN_THE_PATH -> consistent(first, roots.get(first), second, replaced(path, second));
            case STEP_7_PATH_TOO_SHORT ->
                // Up to there the path leads to the subtree of the first eight.
                consistent(first, roots.get(first), node(3, 0), path.subList(0, path.size() - 1));
            case STEP_7_PATH_TOO_SHORT_FROM_A_POWER_OF_TWO ->
                MerkleTree.verifyConsistency(
                        4, SIZE, roots.get(4), roots.get(8), MerkleTree.consistency(4, 8, this::node));
            case STEP_2_FIRST_ROOT_REPEATED -> {
                List<Digest> repeated = new ArrayList<>(ofPower);
                repeated.addFirst(roots.get(power));
                yield consistent(power, roots.get(power), second, repeated);
            }
            case STEP_2_FIRST_NODE_LEFT_OUT ->
                consistent(first, roots.get(first), second, path.subList(1, path.size()));
            case SECOND_IS_SMALLER -> MerkleTree.verifyConsistency(SIZE, first, second, roots.get(first), path);
        };
        assertThat(verified).isFalse();
    }

    private static boolean consistent(int first, Digest firstRoot, Digest secondRoot, List<Digest> path) {
        return MerkleTree.verifyConsistency(first, SIZE, firstRoot, secondRoot, path);
    }

    private static List<Digest> with(List<Digest> path, Digest further) {
        List<Digest> longer = new ArrayList<>(path);
        longer.add(further);
        return longer;
    }

    private static List<Digest> replaced(List<Digest> path, Digest last) {
        List<Digest> changed = new ArrayList<>(path);
        changed.set(path.size() - 1, last);
        return changed;
    }
}

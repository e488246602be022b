package health.salus.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    /// The eight leaves that the test suites of Certificate Transparency share, and the roots of the trees of 0 to
    /// 8 of them.
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    /// Every size up to here is tried with every index.
    private static final int SIZES = 70;

    private final Nodes nodes = new Nodes();

    /// A log in memory.
    private static final class Nodes implements MerkleTree.NodeReader {

        private final Map<String, Digest> byPlace = new TreeMap<>();
        private final MerkleFrontier frontier = MerkleFrontier.empty();

        void append(Octets entry) {
            frontier.append(entry, (level, index, hash) -> byPlace.put(level + "/" + index, hash));
        }

        @Override
        public Digest node(int level, long index) {
            Digest node = byPlace.get(level + "/" + index);
            assertThat(node).as("complete subtree %s/%s", level, index).isNotNull();
            return node;
        }
    }

    @Test
    void computesThePublishedRoots() {
        for (int size = 0; size <= LEAVES.size(); size++) {
            assertThat(MerkleTree.root(size, nodes).hex()).isEqualTo(ROOTS.get(size));
            assertThat(nodes.frontier.root().hex()).isEqualTo(ROOTS.get(size));
            if (size < LEAVES.size()) {
                nodes.append(Octets.ofHex(LEAVES.get(size)));
            }
        }
    }

    /// Paths of the same suites.
    @Test
    void makesThePublishedPaths() {
        LEAVES.forEach(leaf -> nodes.append(Octets.ofHex(leaf)));
        assertThat(hex(MerkleTree.inclusion(0, 8, nodes)))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(hex(MerkleTree.inclusion(2, 3, nodes)))
                .containsExactly("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
        assertThat(hex(MerkleTree.consistency(6, 8, nodes)))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(hex(MerkleTree.consistency(2, 5, nodes)))
                .containsExactly(
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    }

    private static List<String> hex(List<Digest> path) {
        return path.stream().map(Digest::hex).toList();
    }

    private static Octets entry(long index) {
        return Octets.utf8("entry " + index);
    }

    @Test
    void provesInclusionOfEachEntryInEachTreeAndRefusesAllElse() {
        for (int size = 1; size <= SIZES; size++) {
            nodes.append(entry(size - 1));
            Digest root = MerkleTree.root(size, nodes);
            for (int index = 0; index < size; index++) {
                List<Digest> path = MerkleTree.inclusion(index, size, nodes);
                Digest leaf = MerkleTree.leafHash(entry(index));
                assertThat(MerkleTree.verifyInclusion(index, size, leaf, root, path))
                        .isTrue();
                assertInclusionRefused(index, size, leaf, root, path);
            }
        }
    }

    private static void assertInclusionRefused(int index, int size, Digest leaf, Digest root, List<Digest> path) {
        assertThat(MerkleTree.verifyInclusion(index + 1, size, leaf, root, path))
                .isFalse();
        assertThat(MerkleTree.verifyInclusion(index - 1, size, leaf, root, path))
                .isFalse();
        assertThat(MerkleTree.verifyInclusion(size, size, leaf, root, path)).isFalse();
        assertThat(MerkleTree.verifyInclusion(index, size, root, leaf, path)).isEqualTo(size == 1);
        for (List<Digest> changed : changes(path, leaf)) {
            assertThat(MerkleTree.verifyInclusion(index, size, leaf, root, changed))
                    .isFalse();
        }
    }

    /// The path cut, lengthened, reordered and with each hash replaced.
    private static List<List<Digest>> changes(List<Digest> path, Digest foreign) {
        List<List<Digest>> changes = new ArrayList<>();
        List<Digest> longer = new ArrayList<>(path);
        longer.add(foreign);
        changes.add(longer);
        longer = new ArrayList<>(path);
        longer.addFirst(foreign);
        changes.add(longer);
        for (int i = 0; i < path.size(); i++) {
            List<Digest> cut = new ArrayList<>(path);
            cut.remove(i);
            changes.add(cut);
            List<Digest> replaced = new ArrayList<>(path);
            replaced.set(i, foreign);
            changes.add(replaced);
        }
        if (path.size() > 1) {
            changes.add(path.reversed());
        }
        return changes;
    }

    @Test
    void provesConsistencyOfEachPairOfTreesAndRefusesAllElse() {
        for (int size = 1; size <= SIZES; size++) {
            nodes.append(entry(size - 1));
        }
        for (int second = 1; second <= SIZES; second++) {
            Digest secondRoot = MerkleTree.root(second, nodes);
            for (int first = 1; first <= second; first++) {
                Digest firstRoot = MerkleTree.root(first, nodes);
                List<Digest> path = MerkleTree.consistency(first, second, nodes);
                assertThat(MerkleTree.verifyConsistency(first, second, firstRoot, secondRoot, path))
                        .as("%s in %s", first, second)
                        .isTrue();
                Digest foreign = Digest.sha256(Octets.utf8("foreign"));
                assertThat(MerkleTree.verifyConsistency(first, second, foreign, secondRoot, path))
                        .isFalse();
                assertThat(MerkleTree.verifyConsistency(first, second, firstRoot, foreign, path))
                        .isFalse();
                assertThat(MerkleTree.verifyConsistency(first - 1, second, firstRoot, secondRoot, path))
                        .isFalse();
                for (List<Digest> changed : changes(path, foreign)) {
                    assertThat(MerkleTree.verifyConsistency(first, second, firstRoot, secondRoot, changed))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void takesTheEmptyTreeAsTheBeginningOfAll() {
        nodes.append(entry(0));
        Digest root = MerkleTree.root(1, nodes);
        assertThat(MerkleTree.consistency(0, 1, nodes)).isEmpty();
        assertThat(MerkleTree.verifyConsistency(0, 1, MerkleTree.EMPTY_ROOT, root, List.of()))
                .isTrue();
        assertThat(MerkleTree.verifyConsistency(0, 1, root, root, List.of())).isFalse();
        assertThat(MerkleTree.verifyConsistency(0, 0, root, root, List.of())).isFalse();
        assertThat(MerkleTree.verifyConsistency(0, 1, MerkleTree.EMPTY_ROOT, root, List.of(root)))
                .isFalse();
        assertThat(MerkleTree.verifyConsistency(-1, 1, root, root, List.of())).isFalse();
        assertThat(MerkleTree.verifyConsistency(2, 1, root, root, List.of())).isFalse();
    }

    @Test
    void refusesToProveWhatIsNotThere() {
        nodes.append(entry(0));
        assertThatThrownBy(() -> MerkleTree.inclusion(1, 1, nodes)).isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> MerkleTree.inclusion(0, 0, nodes)).isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> MerkleTree.consistency(2, 1, nodes)).isInstanceOf(SalusException.class);
        assertThatThrownBy(() -> MerkleTree.root(-1, nodes)).isInstanceOf(SalusException.class);
    }

    @Test
    void continuesFromWhatIsStored() {
        for (int size = 0; size < SIZES; size++) {
            MerkleFrontier resumed = MerkleFrontier.of(size, nodes);
            assertThat(resumed.root()).isEqualTo(MerkleTree.root(size, nodes));
            assertThat(resumed.size()).isEqualTo(size);
            MerkleFrontier copy = resumed.copy();
            copy.append(entry(size), MerkleFrontier.NodeWriter.NONE);
            assertThat(resumed.size()).isEqualTo(size);
            nodes.append(entry(size));
            assertThat(copy.root()).isEqualTo(nodes.frontier.root());
        }
    }
}

package health.salus.vault.segment;

import static org.assertj.core.api.Assertions.assertThat;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.vault.doubles.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleRootTest {

    private static final Octets LEAF = Octets.of((byte) 0);
    private static final Octets NODE = Octets.of((byte) 1);

    @Test
    void agreesWithTheRecursiveDefinition() {
        SeededRandom random = new SeededRandom(3);
        List<Digest> leaves = new ArrayList<>();
        for (int count = 0; count <= 70; count++) {
            assertThat(MerkleRoot.of(leaves, Digest.newSha256()))
                    .as("%s leaves", count)
                    .isEqualTo(recursive(leaves));
            leaves.add(new Digest(random.octets(32)));
        }
    }

    @Test
    void ofNothingIsTheHashOfNothing() {
        assertThat(MerkleRoot.of(List.of(), Digest.newSha256()).hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    /// RFC 9162 section 2.1.1, word by word.
    private static Digest recursive(List<Digest> leaves) {
        if (leaves.isEmpty()) {
            return Digest.sha256(Octets.EMPTY);
        }
        if (leaves.size() == 1) {
            return Digest.sha256(LEAF, leaves.getFirst().octets());
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return Digest.sha256(
                NODE,
                recursive(leaves.subList(0, split)).octets(),
                recursive(leaves.subList(split, leaves.size())).octets());
    }
}

package health.salus.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.SparseMerkleProof.OtherLeaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SparseMerkleTest {

    private static final Octets VALUE = Octets.utf8("value");

    /// The definition, written down a second time: the subtree over these keys at this level.
    private static Digest rootOf(SortedMap<Digest, Octets> values, int level) {
        if (values.isEmpty()) {
            return Digest.ZERO;
        }
        if (values.size() == 1) {
            Digest key = values.firstKey();
            Octets value = values.values().iterator().next();
            return Digest.sha256(
                    Octets.of((byte) 0), key.octets(), Digest.sha256(value).octets());
        }
        SortedMap<Digest, Octets> left = new TreeMap<>();
        SortedMap<Digest, Octets> right = new TreeMap<>();
        values.forEach((key, value) -> {
            int octet = key.octets().at(level / 8) & 0xff;
            ((octet & (0x80 >>> (level % 8))) == 0 ? left : right).put(key, value);
        });
        return Digest.sha256(
                Octets.of((byte) 1),
                rootOf(left, level + 1).octets(),
                rootOf(right, level + 1).octets());
    }

    @Test
    void hasTheRootOfTheDefinitionWhateverTheOrderOfChanges() {
        long seed = 256L;
        Random random = new Random(seed);
        SortedMap<Digest, Octets> values = new TreeMap<>();
        SparseMerkle tree = SparseMerkle.EMPTY;
        for (int round = 0; round < 60; round++) {
            Map<Digest, Optional<Octets>> changes = new TreeMap<>();
            for (int i = random.nextInt(30); i >= 0; i--) {
                Digest key = randomKey(random);
                Optional<Octets> value = random.nextInt(3) == 0
                        ? Optional.empty()
                        : Optional.of(Octets.utf8("value " + random.nextInt()));
                changes.put(key, value);
            }
            changes.forEach((key, value) ->
                    value.ifPresentOrElse(present -> values.put(key, present), () -> values.remove(key)));
            tree = tree.with(changes);
            assertThat(tree.root()).as("seed %s, round %s", seed, round).isEqualTo(rootOf(values, 0));
            checkProofs(tree, values, random);
        }
        Map<Digest, Optional<Octets>> removals = new TreeMap<>();
        values.keySet().forEach(key -> removals.put(key, Optional.empty()));
        assertThat(tree.with(removals).root()).isEqualTo(Digest.ZERO);
    }

    /// Few different keys, many with a long common beginning, as those of one patient have.
    private static Digest randomKey(Random random) {
        byte[] key = new byte[32];
        key[0] = (byte) random.nextInt(4);
        key[8] = (byte) random.nextInt(3);
        key[31] = (byte) random.nextInt(4);
        return Digest.of(key);
    }

    private static void checkProofs(SparseMerkle tree, SortedMap<Digest, Octets> values, Random random) {
        for (int i = 0; i < 20; i++) {
            Digest key = randomKey(random);
            Optional<Octets> value = Optional.ofNullable(values.get(key));
            SparseMerkleProof proof = SparseMerkleProof.decode(tree.prove(key).encode());
            assertThat(proof.verify(tree.root(), key, value)).isTrue();
            Optional<Octets> wrong = value.isPresent() ? Optional.empty() : Optional.of(VALUE);
            assertThat(proof.verify(tree.root(), key, wrong)).isFalse();
            assertThat(proof.verify(tree.root(), key, Optional.of(Octets.utf8("wrong"))))
                    .isFalse();
            assertThat(proof.verify(Digest.sha256(VALUE), key, value)).isFalse();
        }
    }

    /// From docs/formats/sparse-merkle.md.
    @Test
    void reproducesTheVectors() {
        assertThat(SparseMerkle.EMPTY.root()).isEqualTo(Digest.ZERO);
        Digest low = Digest.ofHex("00".repeat(32));
        Digest high = Digest.ofHex("80" + "00".repeat(31));
        Digest near = Digest.ofHex("00".repeat(31) + "01");
        SparseMerkle one = SparseMerkle.EMPTY.with(Map.of(low, Optional.of(Octets.utf8("a"))));
        assertThat(one.root().hex()).isEqualTo(ONE);
        SparseMerkle two = one.with(Map.of(high, Optional.of(Octets.utf8("b"))));
        assertThat(two.root().hex()).isEqualTo(TWO);
        SparseMerkle three = two.with(Map.of(near, Optional.of(Octets.utf8("c"))));
        assertThat(three.root().hex()).isEqualTo(THREE);
        assertThat(three.prove(near).depth()).isEqualTo(256);
        assertThat(three.prove(near).siblings()).hasSize(2);
    }

    private static final String ONE = "632865a79ca8922e149d78cf7a30187bbed87e2363ee88b7b39984dad1aadb46";
    private static final String TWO = "17a3e58f63fb950f641346f7a727e78b504fa75f001b62b8aded8ad843c1177a";
    private static final String THREE = "7f350e9f4d7c9bc098b0961844e7e1e5fc7fcf1662422a8652f63034583aef7b";

    @Test
    void doesNotTakeAnotherKeysLeafForAbsenceWhereTheKeyIsNot() {
        Digest a = Digest.ofHex("00" + "11".repeat(31));
        Digest b = Digest.ofHex("ff" + "22".repeat(31));
        Digest c = Digest.ofHex("f0" + "33".repeat(31));
        SparseMerkle tree =
                SparseMerkle.EMPTY.with(Map.of(a, Optional.of(VALUE), b, Optional.of(VALUE), c, Optional.of(VALUE)));
        OtherLeaf other = new OtherLeaf(a, Digest.sha256(VALUE));
        SparseMerkleProof proofOfA = tree.prove(a);
        SparseMerkleProof forged = new SparseMerkleProof(
                proofOfA.version(), proofOfA.depth(), proofOfA.filled(), proofOfA.siblings(), Optional.of(other));
        // A leaf that is there says nothing of a key whose place is elsewhere, nor of its own key.
        assertThat(forged.verify(tree.root(), b, Optional.empty())).isFalse();
        assertThat(forged.verify(tree.root(), a, Optional.empty())).isFalse();
        Digest beside = Digest.ofHex("01" + "00".repeat(31));
        assertThat(forged.verify(tree.root(), beside, Optional.empty())).isTrue();
        assertThat(forged.verify(tree.root(), beside, Optional.of(VALUE))).isFalse();
    }

    @Test
    void hasOneFormOnly() {
        Digest hash = Digest.sha256(VALUE);
        Octets both = Octets.of((byte) 0xc0);
        assertThat(new SparseMerkleProof(1, 2, both, List.of(hash, hash), Optional.empty()).depth())
                .isEqualTo(2);
        List<Runnable> malformed = new ArrayList<>();
        malformed.add(() -> new SparseMerkleProof(2, 2, both, List.of(hash, hash), Optional.empty()));
        malformed.add(() -> new SparseMerkleProof(1, 2, both, List.of(hash), Optional.empty()));
        malformed.add(() -> new SparseMerkleProof(1, 2, both, List.of(hash, Digest.ZERO), Optional.empty()));
        malformed.add(() -> new SparseMerkleProof(1, 1, both, List.of(hash, hash), Optional.empty()));
        malformed.add(() -> new SparseMerkleProof(1, 2, Octets.of((byte) 0x80), List.of(hash), Optional.empty()));
        malformed.add(() -> new SparseMerkleProof(1, 2, Octets.EMPTY, List.of(), Optional.empty()));
        malformed.add(() -> new SparseMerkleProof(1, 257, Octets.wrap(new byte[33]), List.of(), Optional.empty()));
        malformed.add(() -> new SparseMerkleProof(1, -1, Octets.EMPTY, List.of(), Optional.empty()));
        for (Runnable each : malformed) {
            assertThatThrownBy(each::run).isInstanceOf(SalusException.class);
        }
    }
}

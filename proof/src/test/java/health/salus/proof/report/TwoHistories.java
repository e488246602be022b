package health.salus.proof.report;

import health.salus.crypto.Secret;
import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.CosignatureKind;
import health.salus.proof.CosigningKeys;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.MerkleTree;
import health.salus.proof.receipt.TrustAnchor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Four members, the log that they have, and another one that only a liar tells; all from fixed seeds.
final class TwoHistories {

    static final NetworkId NETWORK = new NetworkId("demo");
    static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

    private final Map<String, Digest> nodes = new HashMap<>();
    private final List<Digest> roots = new ArrayList<>(List.of(MerkleTree.EMPTY_ROOT));

    private TwoHistories(String history) {
        MerkleFrontier frontier = MerkleFrontier.empty();
        for (int i = 0; i < 40; i++) {
            frontier.append(
                    Octets.utf8(history + " " + i), (level, index, hash) -> nodes.put(level + "/" + index, hash));
            roots.add(frontier.root());
        }
    }

    static TwoHistories truth() {
        return new TwoHistories("entry");
    }

    static TwoHistories lie() {
        return new TwoHistories("another entry");
    }

    static CosigningKeys keys(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return CosigningKeys.fromSeed(Secret.of(bytes));
    }

    static Cosignature sign(Checkpoint checkpoint, MemberId member, int seed) {
        return Cosignature.sign(CosignatureKind.ED25519, checkpoint, member, keys(seed), TIME);
    }

    static MemberId member(int number) {
        return new MemberId("member-" + number);
    }

    static TrustAnchor anchor() {
        return TrustAnchor.of(
                NETWORK,
                new MemberSet(IntStream.range(0, 4)
                        .mapToObj(i -> new MemberEntry(member(i), 1, keys(i).publicKeys()))
                        .toList()));
    }

    Digest root(int size) {
        return roots.get(size);
    }

    Checkpoint checkpoint(int size) {
        return Checkpoint.of(NETWORK, size, root(size));
    }

    CheckpointNote note(int size, int... signers) {
        return new CheckpointNote(
                checkpoint(size),
                IntStream.of(signers)
                        .mapToObj(i -> sign(checkpoint(size), member(i), i))
                        .toList());
    }

    List<Digest> proof(int first, int second) {
        return MerkleTree.consistency(
                first, second, (level, index) -> nodes.getOrDefault(level + "/" + index, Digest.ZERO));
    }
}

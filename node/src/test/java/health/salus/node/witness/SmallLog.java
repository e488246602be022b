package health.salus.node.witness;

import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.proof.MerkleFrontier;
import health.salus.proof.MerkleTree;
import health.salus.proof.witness.LogCheckpoint;
import health.salus.proof.witness.LogNote;
import health.salus.proof.witness.NoteKey;
import health.salus.proof.witness.WitnessRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A log that is none of Salus's, with a key of its own and any number of histories.
public final class SmallLog {

    private final String origin;
    private final SigningKey signing;
    private final Map<String, Digest> nodes = new HashMap<>();
    private final List<Digest> roots = new ArrayList<>(List.of(MerkleTree.EMPTY_ROOT));

    /// @param history of two with the same key and another text, no entry is the same
    private SmallLog(String origin, SigningKey signing, String history) {
        this.origin = origin;
        this.signing = signing;
        MerkleFrontier frontier = MerkleFrontier.empty();
        for (int i = 0; i < 70; i++) {
            frontier.append(
                    Octets.utf8(history + " " + i), (level, index, hash) -> nodes.put(level + "/" + index, hash));
            roots.add(frontier.root());
        }
    }

    public static SmallLog of(String origin) {
        return new SmallLog(origin, InMemorySigningKey.generate(new SystemRandomSource()), "entry");
    }

    public SmallLog rewritten() {
        return new SmallLog(origin, signing, "another entry");
    }

    public NoteKey key() {
        return new NoteKey(origin.replace(' ', '-'), NoteKey.Kind.NOTE, signing.verificationKey());
    }

    public LogNote note(int size, String... extensions) {
        return note(new LogCheckpoint(origin, size, roots.get(size), List.of(extensions)));
    }

    LogNote note(LogCheckpoint checkpoint) {
        return new LogNote(checkpoint, List.of(key().line(checkpoint, signing, Instant.EPOCH)));
    }

    public List<Digest> proof(int old, int size) {
        return MerkleTree.consistency(
                old, size, (level, index) -> nodes.getOrDefault(level + "/" + index, Digest.ZERO));
    }

    public WitnessRequest request(int old, int size) {
        return new WitnessRequest(old, proof(old, size), note(size));
    }
}

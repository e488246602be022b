package health.salus.proof.witness;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.Base64Text;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Decimal;
import health.salus.proof.MerkleTree;
import java.util.Arrays;
import java.util.List;

/// What a log sends to have a checkpoint witnessed (C2SP tlog-witness, "add-checkpoint"): the size from which the
/// witness knows it, the proof that it only grew since, and the signed checkpoint.
public record WitnessRequest(long oldSize, List<Digest> proof, LogNote note) {

    /// 45 bytes for each hash of the proof, and the size that is proven from.
    public static final int MAX_BYTES = CheckpointNote.MAX_BYTES + 45 * MerkleTree.MAX_PATH_LENGTH + 64;

    private static final String OLD = "old ";

    public WitnessRequest {
        proof = List.copyOf(proof);
        if (oldSize < 0) {
            throw new SalusException(ErrorCode.MALFORMED, "the size of a log is not negative");
        }
        if (proof.size() > MerkleTree.MAX_PATH_LENGTH) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a consistency proof has at most " + MerkleTree.MAX_PATH_LENGTH + " hashes");
        }
    }

    public Octets encode() {
        StringBuilder text = new StringBuilder(OLD).append(oldSize).append('\n');
        proof.forEach(hash -> text.append(hash.octets().base64()).append('\n'));
        return Octets.utf8(text.append('\n').append(note.text()).toString());
    }

    public static WitnessRequest parse(Octets encoded) {
        if (encoded.length() > MAX_BYTES) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a request has at most " + MAX_BYTES + " bytes");
        }
        String text = LogNote.strictly(encoded);
        int blank = text.indexOf("\n\n");
        if (blank < 0 || !text.startsWith(OLD)) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a request is the old size, the proof, an empty line and the checkpoint");
        }
        List<String> lines = Arrays.asList(text.substring(0, blank).split("\n", -1));
        return new WitnessRequest(
                Decimal.parse(lines.getFirst().substring(OLD.length())),
                lines.stream()
                        .skip(1)
                        .limit(MerkleTree.MAX_PATH_LENGTH + 1L)
                        .map(line -> new Digest(Base64Text.parse(line)))
                        .toList(),
                LogNote.parse(text.substring(blank + 2)));
    }
}

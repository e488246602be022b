package health.salus.proof.receipt;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MerkleTree;
import java.util.List;

/// What is too long for a receipt, in one file beside it (docs/formats/bundle.md): the ML-DSA-44 signatures, and the
/// changes of members. It is the same for every receipt against one checkpoint.
///
/// @param consistency from the receipt's checkpoint to the bundle's (RFC 9162 section 2.1.4); empty where they are one
/// @param note a checkpoint of the same log, of the receipt's size or larger, with signatures of both kinds
public record Bundle(NetworkId network, MemberChain chain, List<Digest> consistency, CheckpointNote note) {

    static final String FIRST_LINE = "salus bundle v1";
    private static final String CHECKPOINT = "checkpoint";

    public Bundle {
        consistency = List.copyOf(consistency);
        // RFC 9162 section 2.1.4: one hash for each level, and the node where the two trees part.
        if (consistency.size() > MerkleTree.MAX_PATH_LENGTH + 1) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE, "a path has at most " + (MerkleTree.MAX_PATH_LENGTH + 1) + " hashes");
        }
    }

    /// Whether the bundle's checkpoint covers what this one covers.
    boolean covers(Checkpoint earlier) {
        Checkpoint own = note.checkpoint();
        return own.network().equals(earlier.network())
                && MerkleTree.verifyConsistency(earlier.size(), own.size(), earlier.root(), own.root(), consistency);
    }

    public String format() {
        StringBuilder text = new StringBuilder();
        ChainText.line(text, FIRST_LINE);
        ChainText.line(text, ChainText.NETWORK + network);
        ChainText.links(text, chain, network);
        ChainText.line(text, CHECKPOINT);
        ChainText.path(text, consistency);
        return text.append(note.text()).toString();
    }

    /// Reads a file's form; whether it proves anything is for [ReceiptVerifier].
    public static Bundle parse(String text) {
        return parse(new Lines(text, "bundle", ChainText.MAX_CHARACTERS));
    }

    static Bundle parse(Lines lines) {
        lines.expectVersion(FIRST_LINE);
        NetworkId network = new NetworkId(lines.value(ChainText.NETWORK));
        MemberChain chain = ChainText.links(lines, network);
        lines.expect(CHECKPOINT);
        List<Digest> consistency = ChainText.path(lines);
        CheckpointNote note = CheckpointNote.parse(lines.note());
        if (!lines.rest().isEmpty()) {
            throw new SalusException(ErrorCode.MALFORMED, "something follows the checkpoint");
        }
        return new Bundle(network, chain, consistency, note);
    }
}

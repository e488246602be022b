package health.salus.proof.witness;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.MerkleTree;
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.Rejection;
import health.salus.proof.receipt.Succession;
import health.salus.proof.receipt.TrustAnchor;
import java.util.List;

/// A log that a witness follows, and how its checkpoints are told from those that somebody made up.
public sealed interface WitnessedLog {

    /// The first line of its checkpoints: one log, to a witness.
    String origin();

    /// True if the log signed this note, and no signature in it is forged (C2SP signed-note, "Signatures").
    boolean isSigned(LogNote note);

    /// A log with keys of its own, of which any one is enough: so keys can be exchanged.
    record ByKey(String origin, List<NoteKey> keys) implements WitnessedLog {

        /// An old key, a new one, and some for kinds to come.
        public static final int MAX_KEYS = 16;

        public ByKey {
            keys = List.copyOf(keys);
            if (keys.isEmpty() || keys.size() > MAX_KEYS) {
                throw new SalusException(ErrorCode.MALFORMED, "a log has 1 to " + MAX_KEYS + " keys");
            }
        }

        @Override
        public boolean isSigned(LogNote note) {
            NoteSigners found = NoteSigners.of(note, keys);
            return found.forged().isEmpty() && !found.signers().isEmpty();
        }
    }

    /// The log of a Salus network, which has no key: the cosignatures of those who are members when it has a
    /// checkpoint's
    /// size make that one final.
    ///
    /// @param members who signs at which size, from the trusted ones on
    record ByMembers(TrustAnchor anchor, Succession members) implements WitnessedLog {

        /// @param chain the changes of members that are known; who gave it is not trusted
        public static ByMembers of(TrustAnchor anchor, MemberChain chain) {
            return switch (chain.check(anchor)) {
                case MemberChain.Answer.Holds(Succession succession) -> new ByMembers(anchor, succession);
                case MemberChain.Answer.Broken(Rejection reason, String detail) ->
                    throw new SalusException(ErrorCode.MALFORMED, reason + ": " + detail);
            };
        }

        @Override
        public String origin() {
            return Checkpoint.of(anchor.network(), 0, MerkleTree.EMPTY_ROOT).origin();
        }

        @Override
        public boolean isSigned(LogNote note) {
            // Members sign no extension lines; their notes have the narrower form.
            if (!note.checkpoint().extensions().isEmpty()) {
                return false;
            }
            CheckpointNote signed = CheckpointNote.parse(note.text());
            return members.at(signed.checkpoint().size())
                    .filter(signed::isFinal)
                    .isPresent();
        }
    }
}

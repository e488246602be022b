package health.salus.proof.receipt;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.proof.CheckpointNote;
import health.salus.proof.LogEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.SparseMerkleProof;
import java.util.List;
import java.util.Optional;

/// A proof that an entry is in a network's log, with what the entry stands for. Nothing in it is trusted until
/// [ReceiptVerifier] has compared it with a [TrustAnchor].
///
/// @param members the set whose cosignatures are on the note, by the receipt's own account
/// @param entry the entry of the log, exactly as it was hashed
/// @param inclusion where the entry lies, and the way from there to the root (RFC 9162 section 2.1.3)
/// @param note the checkpoint and its cosignatures
public record Receipt(Content content, MemberSet members, Octets entry, Inclusion inclusion, CheckpointNote note) {

    /// What is proven.
    public sealed interface Content {}

    /// A transaction and what became of it.
    ///
    /// @param envelope the signed transaction
    /// @param outcome the encoded outcome
    /// @param signer the key that made the signature; with it the author's signature can be checked again
    public record OfTransaction(Octets envelope, Octets outcome, Optional<VerificationKey> signer) implements Content {}

    /// A value of the state after a block, or that there is none. The entry is the block's header.
    public record OfState(Digest key, Optional<Octets> value, SparseMerkleProof proof) implements Content {}

    /// Where the entry lies in the log.
    public record Inclusion(long index, List<Digest> path) {
        public Inclusion {
            path = List.copyOf(path);
        }
    }

    public static Receipt of(
            Content content, MemberSet members, LogEntry entry, Inclusion inclusion, CheckpointNote note) {
        return new Receipt(content, members, entry.encode(), inclusion, note);
    }

    /// The text file.
    public String format() {
        return ReceiptText.format(this);
    }

    /// Reads a file's form; whether it proves anything is for [ReceiptVerifier].
    public static Receipt parse(String text) {
        return ReceiptText.parse(new Lines(text));
    }
}

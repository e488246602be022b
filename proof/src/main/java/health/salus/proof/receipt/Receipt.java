package health.salus.proof.receipt;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.proof.CheckpointNote;
import health.salus.proof.CosignatureKind;
import health.salus.proof.MemberSet;
import health.salus.proof.SparseMerkleProof;
import java.util.List;
import java.util.Optional;

/// A proof that an entry is in a network's log, with what the entry stands for. Nothing in it is trusted until
/// [ReceiptVerifier] has compared it with a [TrustAnchor].
///
/// @param members those whose cosignatures are on the note, by the receipt's own account
/// @param entry the entry of the log, exactly as it was hashed
/// @param inclusion where the entry lies, and the way from there to the root (RFC 9162 section 2.1.3)
/// @param note the checkpoint and its cosignatures
public record Receipt(
        Content content, List<ListedMember> members, Octets entry, Inclusion inclusion, CheckpointNote note) {

    public Receipt {
        members = List.copyOf(members);
    }

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

    /// A compact receipt, which leaves the ML-DSA-44 signatures to the bundle beside it.
    public static Receipt of(
            Content content, MemberSet members, Octets entry, Inclusion inclusion, CheckpointNote note) {
        return new Receipt(content, ListedMember.of(members), entry, inclusion, note.only(CosignatureKind.ED25519));
    }

    /// The text file.
    public String format() {
        return ReceiptText.format(this);
    }

    /// Reads a file's form; whether it proves anything is for [ReceiptVerifier].
    public static Receipt parse(String text) {
        return ReceiptText.parse(new Lines(text, "receipt"));
    }
}

package health.salus.node.replica;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.proof.CheckpointNote;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.LogEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.receipt.ChainLink;
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.TrustAnchor;
import java.time.Instant;
import java.util.List;

/// What proves to anybody that one set of members was followed by another.
///
/// @param number of the epoch that began
/// @param height of the block whose header names the new set: the last of the epoch before
/// @param header that block's last entry, which is the last leaf of the log that the note is about
/// @param inclusion from that leaf to the note's root
/// @param note the checkpoint at the end of the block, final by the members before
/// @param members the encoded set whose digest the header has
public record EpochLink(long number, long height, Octets header, List<Digest> inclusion, Octets note, Octets members) {

    static final RecordCodec<EpochLink> CODEC = RecordCodec.of(EpochLink.class);

    public EpochLink {
        inclusion = List.copyOf(inclusion);
    }

    /// What anybody is shown of it.
    ChainLink proof() {
        return new ChainLink(header, inclusion, CheckpointNote.parse(note), MemberSet.decode(members));
    }

    /// The set that followed, if this proves it to who trusts the set before.
    ///
    /// @throws SalusException `BAD_SIGNATURE` if it does not
    public MemberSet verify(NetworkId network, MemberSet before) {
        TrustAnchor anchor = TrustAnchor.of(network, before).requiring(CosignatureRequirement.BOTH);
        boolean named = LogEntry.decode(header) instanceof LogEntry.HeaderEntry entry && entry.height() == height;
        // A chain may begin later than its first link: this one has to be signed by those before.
        boolean signed = CheckpointNote.parse(note).isFinal(before, CosignatureRequirement.BOTH);
        if (!named
                || !signed
                || !(MemberChain.of(List.of(proof())).check(anchor) instanceof MemberChain.Answer.Holds)) {
            throw new SalusException(
                    ErrorCode.BAD_SIGNATURE, "the members of epoch " + number + " are not proven by those before");
        }
        return MemberSet.decode(members);
    }

    /// The size of the log at the end of the epoch before.
    public long logSize() {
        return CheckpointNote.parse(note).checkpoint().size();
    }

    /// Of the last block of the epoch before.
    public Instant time() {
        return LogEntry.decode(header).time();
    }
}

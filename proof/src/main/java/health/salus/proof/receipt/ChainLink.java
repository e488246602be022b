package health.salus.proof.receipt;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.CosignatureRequirement;
import health.salus.proof.LogEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleTree;
import java.util.List;

/// One change of a network's members, proven by those who held the votes before it.
///
/// The header of a block names the members that sign the checkpoints of logs larger than the log at the end of that
/// block; the checkpoint at its end is still signed by those whom the header before it names. So the old members
/// themselves have signed a log whose last entry names the new ones, and nobody else can.
///
/// @param header the header entry of the block that changes the members, exactly as it was hashed
/// @param path from the header, which is the last entry, to the root of the log at the end of its block
/// @param note the checkpoint at the end of the block, final under the members before it
/// @param members those whom the header names by their digest
public record ChainLink(Octets header, List<Digest> path, CheckpointNote note, MemberSet members) {

    public ChainLink {
        path = List.copyOf(path);
        if (path.size() > MerkleTree.MAX_PATH_LENGTH) {
            throw new SalusException(
                    ErrorCode.TOO_LARGE, "a path has at most " + MerkleTree.MAX_PATH_LENGTH + " hashes");
        }
        if (note.checkpoint().size() < 1) {
            throw new SalusException(ErrorCode.MALFORMED, "the log at the end of a block is not empty");
        }
    }

    /// The size of the log at the end of the block: what is larger is signed by the new members.
    public long size() {
        return note.checkpoint().size();
    }

    /// Where the header stands in the log.
    public long index() {
        return size() - 1;
    }

    /// @throws Refusal unless the members before signed the change to those after
    void require(NetworkId network, MemberSet before, CosignatureRequirement required) {
        Checkpoint checkpoint = note.checkpoint();
        if (!checkpoint.network().equals(network)) {
            throw forged("its checkpoint is of network " + checkpoint.network());
        }
        if (!names().equals(members.digest())) {
            throw new Refusal(
                    Rejection.LINK_NAMES_OTHERS, place() + ": the header names other members than those beside it");
        }
        boolean last =
                MerkleTree.verifyInclusion(index(), size(), MerkleTree.leafHash(header), checkpoint.root(), path);
        if (!last) {
            throw forged("its header is not the last entry of the signed log");
        }
        CheckpointNote.Signers signers = note.check(before);
        if (!signers.forged().isEmpty()) {
            throw forged("a signature in the name of " + signers.forged() + " is false");
        }
        if (!signers.isFinal(before, required)) {
            throw isSignedByOthers(before, signers)
                    ? new Refusal(
                            Rejection.LINK_MISSING, place() + ": members have signed whom no change before it named")
                    : new Refusal(
                            Rejection.LINK_NOT_SIGNED, place() + ": too few of the members before it have signed");
        }
    }

    private boolean isSignedByOthers(MemberSet before, CheckpointNote.Signers signers) {
        return !signers.foreignKeys().isEmpty()
                || note.cosignatures().stream()
                        .anyMatch(each -> before.entry(each.member()).isEmpty());
    }

    private Digest names() {
        try {
            if (LogEntry.decode(header) instanceof LogEntry.HeaderEntry entry) {
                return entry.memberSet();
            }
        } catch (SalusException unreadable) {
            throw forged(unreadable.detail());
        }
        throw forged("its entry is no block's header");
    }

    private Refusal forged(String what) {
        return new Refusal(Rejection.LINK_FORGED, place() + ": " + what);
    }

    private String place() {
        return "the change of members at " + size() + " entries";
    }
}

package health.salus.node.snapshot;

import health.salus.contracts.identity.Cards;
import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import health.salus.kernel.RecordCodec;
import health.salus.kernel.SalusException;
import health.salus.ledger.replica.MemberSets;
import health.salus.ledger.store.SnapshotIntake;
import health.salus.node.replica.EpochLink;
import health.salus.proof.CheckpointNote;
import health.salus.proof.LogEntry;
import health.salus.proof.MerkleTree;
import health.salus.proof.membership.Genesis;
import java.time.Instant;
import java.util.List;

/// The state after a block that a member holds for another one, and the proof that the members signed it: from the
/// genesis over each change of members to a final checkpoint, from there to the block's header, which names the root of
/// the state.
///
/// @param header the block's last entry
/// @param logSize and `logRoot`: the log at the end of the block
/// @param inclusion from the header to `logRoot`
/// @param note a final checkpoint of the same epoch, at the end of the block or later
/// @param consistency that the log at the end of the block is what the note's log began with
/// @param links of all epochs so far
record SnapshotOffer(
        Octets header,
        long logSize,
        Digest logRoot,
        List<Digest> inclusion,
        Octets note,
        List<Digest> consistency,
        List<EpochLink> links) {

    static final RecordCodec<SnapshotOffer> CODEC = RecordCodec.of(SnapshotOffer.class);

    SnapshotOffer {
        inclusion = List.copyOf(inclusion);
        consistency = List.copyOf(consistency);
        links = List.copyOf(links);
    }

    /// What can be taken in, once it is certain that the members signed it.
    ///
    /// @throws SalusException `BAD_SIGNATURE` if they did not
    SnapshotIntake.Target verify(Genesis genesis) {
        NetworkId network = genesis.network();
        MemberSets members = members(genesis);
        CheckpointNote signed = CheckpointNote.parse(note);
        long size = signed.checkpoint().size();
        require(
                signed.checkpoint().network().equals(network) && signed.isFinal(members.at(size)),
                "too few members signed the checkpoint");
        require(
                MerkleTree.verifyConsistency(
                        logSize, size, logRoot, signed.checkpoint().root(), consistency),
                "the log is not the one of the checkpoint");
        require(
                MerkleTree.verifyInclusion(logSize - 1, logSize, MerkleTree.leafHash(header), logRoot, inclusion),
                "the header is not the last entry of the log");
        LogEntry.HeaderEntry named = headerEntry();
        require(
                named.network().equals(network)
                        && named.memberSet().equals(members.current().digest()),
                "the header is of other members");
        return new SnapshotIntake.Target(network, named.height(), logSize, logRoot, named.stateRoot());
    }

    private MemberSets members(Genesis genesis) {
        MemberSets members = MemberSets.of(Cards.memberSet(genesis.members()));
        long number = 1;
        for (EpochLink link : links) {
            require(link.number() == number++, "an epoch is missing");
            members = members.followedBy(link.logSize(), link.verify(genesis.network(), members.current()));
        }
        return members;
    }

    private LogEntry.HeaderEntry headerEntry() {
        if (LogEntry.decode(header) instanceof LogEntry.HeaderEntry entry) {
            return entry;
        }
        throw new SalusException(ErrorCode.BAD_SIGNATURE, "the peer's snapshot: its header is none");
    }

    long height() {
        return headerEntry().height();
    }

    /// Consensus time of the block.
    Instant time() {
        return headerEntry().time();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new SalusException(ErrorCode.BAD_SIGNATURE, "the peer's snapshot: " + otherwise);
        }
    }
}

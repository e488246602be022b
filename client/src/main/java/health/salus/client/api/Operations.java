package health.salus.client.api;

import health.salus.kernel.MemberId;
import health.salus.kernel.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a node and its network are, for whoever keeps them running. It tells of members and of nobody else.
///
/// @param lastBlock consensus time of the latest block, which is old while nothing is asked for
/// @param clockAhead how much this node's clock is ahead of the members', where that is more than it should be
public record Operations(
        NodeStatus node,
        Optional<Instant> lastBlock,
        Optional<Duration> clockAhead,
        Signatures signatures,
        List<Member> members,
        List<Disagreement> disagreements,
        List<OpenProposal> proposals,
        Volume volume,
        Repair repair) {

    /// What makes the latest final checkpoint final: the weight that has signed it with each kind of key.
    ///
    /// @param size of the log that it covers
    /// @param total more than two thirds of it are needed
    public record Signatures(long size, long ed25519, long mlDsa44, long total) {}

    /// @param self whether it is the one that answers
    /// @param signedSize of the log that it was last heard to have signed; 0 for one that was not heard
    /// @param behind how many entries of this node's log that leaves out
    /// @param signedFinal whether its signature is on the latest final checkpoint
    public record Member(
            MemberId member,
            OrganisationId organisation,
            String name,
            long weight,
            boolean self,
            long signedSize,
            long behind,
            boolean signedFinal) {}

    /// What this node found against a member: all false checkpoints, other things since it was started.
    ///
    /// @param kind `two-roots` or `another-root` (docs/formats/report.md), `fragment`, `share` or `dealing`
    /// @param signed whether the member signed what is wrong, so that it can be proven
    public record Disagreement(MemberId member, String kind, boolean signed, long count, Instant latest) {}

    /// A proposal that is open.
    ///
    /// @param approving the weight of those for it; more than two thirds of `total` accept it
    /// @param against the weight of those against it; a third of `total` reject it
    /// @param waiting for whose votes
    /// @param changes a line each, for people
    public record OpenProposal(
            String proposal,
            MemberId proposer,
            Instant expires,
            long approving,
            long against,
            long total,
            List<MemberId> waiting,
            List<String> changes) {}

    /// The disk that the node's data lie on.
    public record Volume(long freeBytes, long totalBytes) {}

    /// What the node did to keep its pieces whole, since it was started.
    ///
    /// @param scrubbed fragments that were read again
    /// @param damaged of those
    /// @param repaired fragments that were rebuilt from other custodians
    /// @param unrepaired fragments that could not be
    /// @param recoveredShares key shares that were had again
    /// @param lostShares key shares that could not be
    /// @param moved segments that went to other custodians
    /// @param toMove segments that have to, at whichever members
    public record Repair(
            long scrubbed,
            long damaged,
            long repaired,
            long unrepaired,
            long recoveredShares,
            long lostShares,
            long moved,
            long toMove) {}
}

package health.salus.portal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How the node and its network are, for administrators. It tells of members, and of no patient.
public interface Operations {

    Overview overview();

    record Overview(
            Node node,
            List<Member> members,
            Signatures signatures,
            List<Disagreement> disagreements,
            List<Proposal> proposals,
            Disk disk,
            Repair repair) {}

    /// @param active whether it takes transactions
    /// @param reason why it does not
    /// @param lastBlock when something was decided last
    /// @param clockAhead how much this node's clock is ahead of the members', where that is too much
    /// @param pause how long nothing was ordered when the members changed last
    record Node(
            boolean active,
            Optional<String> reason,
            String software,
            long epoch,
            Optional<Duration> pause,
            long height,
            Optional<Instant> lastBlock,
            Optional<Duration> clockAhead,
            long logSize,
            long finalSize) {

        /// Entries that members with more than two thirds of the weight have not signed yet.
        public long lag() {
            return logSize - finalSize;
        }
    }

    /// @param behind entries of this node's log that it has not signed
    /// @param heard whether this node has heard from it since it started
    record Member(String id, String name, long weight, boolean self, boolean heard, long behind, boolean signedFinal) {}

    /// The weights that have signed the latest final checkpoint, with each kind of key.
    record Signatures(long ed25519, long mlDsa44, long total) {}

    /// @param kind as in docs/formats/report.md, or `fragment`, `share`, `dealing`
    /// @param signed whether the member signed what is wrong, so that it can be proven
    record Disagreement(String member, String kind, boolean signed, long count, Instant latest) {}

    record Proposal(
            String id,
            String proposer,
            Instant expires,
            long approving,
            long against,
            long total,
            List<String> waiting,
            List<String> changes) {}

    /// @param firstBlock the height from which on blocks are here; older ones are in the archive
    /// @param trouble why nothing goes to the archive
    record Disk(long ledgerBytes, long freeBytes, long totalBytes, long firstBlock, Optional<String> trouble) {}

    /// Since the node was started.
    ///
    /// @param lost fragments and key shares that could not be had again
    /// @param toMove segments that lie with custodians in whose place others are in force
    record Repair(long scrubbed, long damaged, long repaired, long lost, long toMove) {}
}

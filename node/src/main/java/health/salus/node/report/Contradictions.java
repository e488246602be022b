package health.salus.node.report;

import health.salus.kernel.Digest;
import health.salus.ledger.replica.Divergence;
import health.salus.ledger.replica.SignedCheckpoint;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.report.Accusation;
import health.salus.proof.report.Accusation.Voucher;
import health.salus.proof.report.Report;
import java.util.List;
import java.util.Optional;

/// Makes reports of what a member signed and what stands against it.
///
/// @param consistency proves growth in this node's own log
record Contradictions(Growth consistency) {

    /// What shows that the log of one size is the beginning of the log of another.
    @FunctionalInterface
    interface Growth {
        List<Digest> proof(long first, long second);
    }

    /// By the network's own checkpoint. Its log is the one that this node has, since this node counts no signature
    /// that disagrees with it.
    ///
    /// @return empty while no final checkpoint covers that size
    Optional<Report> byNetwork(Divergence divergence, CheckpointNote latest) {
        SignedCheckpoint theirs = divergence.theirs();
        long size = theirs.checkpoint().size();
        if (latest.checkpoint().size() < size) {
            return Optional.empty();
        }
        // Its own signature needs nobody else to be believed.
        boolean signedBoth = latest.cosignatures().stream()
                .anyMatch(cosignature -> cosignature.member().equals(theirs.member()));
        return Optional.of(report(
                signedBoth ? Voucher.ITSELF : Voucher.MEMBERS,
                theirs,
                latest,
                divergence.own().root(),
                consistency.proof(size, latest.checkpoint().size())));
    }

    /// By another checkpoint that the same member signed: neither has to be the network's.
    ///
    /// @return empty where they do not contradict each other
    static Optional<Report> byItself(Divergence one, Divergence other) {
        Checkpoint first = one.theirs().checkpoint();
        Checkpoint second = other.theirs().checkpoint();
        boolean contradict = one.member().equals(other.member())
                && first.size() == second.size()
                && !first.root().equals(second.root());
        return contradict
                ? Optional.of(report(Voucher.ITSELF, one.theirs(), note(other.theirs()), second.root(), List.of()))
                : Optional.empty();
    }

    private static Report report(
            Voucher voucher, SignedCheckpoint signed, CheckpointNote against, Digest root, List<Digest> proof) {
        return new Report(
                signed.checkpoint().network(),
                signed.member(),
                new Accusation.OtherRoot(voucher, note(signed), against, root, proof));
    }

    private static CheckpointNote note(SignedCheckpoint signed) {
        return new CheckpointNote(signed.checkpoint(), List.of(signed.ed25519(), signed.mlDsa44()));
    }
}

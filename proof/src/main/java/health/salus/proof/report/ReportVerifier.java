package health.salus.proof.report;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.MemberEntry;
import health.salus.proof.MemberSet;
import health.salus.proof.MerkleTree;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.report.Judgement.Convicted;
import health.salus.proof.report.Judgement.Dismissed;
import health.salus.proof.report.Judgement.Reason;
import java.time.Instant;

/// Checks reports offline: against a network's name and its members' keys, and nothing else. An honest member, which
/// signs one root for a size, ever, is convicted by nobody, as long as more than two thirds of the weight are honest.
public final class ReportVerifier {

    /// A checkpoint, an empty line and a signature.
    private static final int SHORTEST_NOTE_LINES = 5;

    private final TrustAnchor anchor;

    private ReportVerifier(TrustAnchor anchor) {
        this.anchor = anchor;
    }

    /// Judges a report's file.
    public static Judgement verify(String text, TrustAnchor anchor) {
        Report report;
        try {
            report = Report.parse(text);
        } catch (SalusException unreadable) {
            boolean newer = unreadable.code() == ErrorCode.UNSUPPORTED_VERSION;
            boolean cut = text.startsWith(ReportText.FIRST_LINE) && isCut(text);
            Reason reason = newer ? Reason.UNSUPPORTED_VERSION : cut ? Reason.TRUNCATED : Reason.MALFORMED;
            return new Dismissed(reason, unreadable.detail());
        }
        return verify(report, anchor);
    }

    private static boolean isCut(String text) {
        int against = text.indexOf(ReportText.AGAINST);
        return against < 0
                || !text.endsWith("\n")
                || text.substring(against + ReportText.AGAINST.length()).lines().count() < SHORTEST_NOTE_LINES;
    }

    /// Judges a report that was not read from text.
    public static Judgement verify(Report report, TrustAnchor anchor) {
        try {
            return switch (report.accusation()) {
                case Accusation.OtherRoot otherRoot -> new ReportVerifier(anchor).otherRoot(report, otherRoot);
            };
        } catch (Dismissal dismissal) {
            return new Dismissed(dismissal.reason, dismissal.detail);
        }
    }

    private Judgement otherRoot(Report report, Accusation.OtherRoot claim) {
        Checkpoint signed = claim.signed().checkpoint();
        Checkpoint against = claim.against().checkpoint();
        requireNetwork(report.network());
        requireNetwork(signed.network());
        requireNetwork(against.network());
        Instant time = requireSignedBy(report.member(), claim.signed());
        if (against.size() < signed.size()) {
            throw new Dismissal(
                    Reason.OLDER_CHECKPOINT,
                    "a log of " + against.size() + " entries does not tell the root of " + signed.size());
        }
        if (!MerkleTree.verifyConsistency(
                signed.size(), against.size(), claim.root(), against.root(), claim.consistency())) {
            throw new Dismissal(
                    Reason.NOT_CONSISTENT,
                    "the proof does not lead from that root at " + signed.size() + " to the one at " + against.size()
                            + " entries");
        }
        if (signed.root().equals(claim.root())) {
            throw new Dismissal(Reason.SAME_ROOT, "at " + signed.size() + " entries");
        }
        switch (claim.voucher()) {
            case ITSELF -> requireSignedBy(report.member(), claim.against());
            case MEMBERS -> requireFinal(claim.against());
        }
        return new Convicted(report.member(), claim.voucher(), signed, time, claim.root(), against);
    }

    private void requireNetwork(NetworkId network) {
        if (!network.equals(anchor.network())) {
            throw new Dismissal(
                    Reason.WRONG_NETWORK, "it is of network " + network + ", trusted is " + anchor.network());
        }
    }

    /// @return when, by the member's clock
    private Instant requireSignedBy(MemberId member, CheckpointNote note) {
        Checkpoint checkpoint = note.checkpoint();
        MemberEntry entry = anchor.members()
                .entry(member)
                .orElseThrow(() -> new Dismissal(Reason.UNKNOWN_MEMBER, member + " is none of the trusted members"));
        CheckpointNote.Signers found = note.check(anchor.members());
        if (found.forged().contains(member)) {
            throw new Dismissal(Reason.SIGNATURE_FORGED, "in the name of " + member);
        }
        return note.cosignatures().stream()
                .filter(line -> line.member().equals(member) && line.verify(checkpoint, entry.checkpointKeys()))
                .map(Cosignature::time)
                .findFirst()
                .orElseThrow(() -> found.foreignKeys().contains(member)
                        ? new Dismissal(Reason.OTHER_KEY, "in the name of " + member)
                        : new Dismissal(
                                Reason.NOT_SIGNED,
                                member + " did not sign the checkpoint of " + checkpoint.size() + " entries"));
    }

    private void requireFinal(CheckpointNote note) {
        MemberSet members = anchor.members();
        CheckpointNote.Signers found = note.check(members);
        if (!found.forged().isEmpty()) {
            throw new Dismissal(Reason.SIGNATURE_FORGED, "in the name of " + found.forged());
        }
        if (!note.isFinal(members)) {
            throw new Dismissal(
                    Reason.NOT_VOUCHED,
                    "members with two thirds of the weight or less signed the checkpoint of "
                            + note.checkpoint().size() + " entries");
        }
    }

    /// Ends the checks at the first reason.
    private static final class Dismissal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Reason reason;
        private final String detail;

        Dismissal(Reason reason, String detail) {
            super(detail);
            this.reason = reason;
            this.detail = detail;
        }
    }
}

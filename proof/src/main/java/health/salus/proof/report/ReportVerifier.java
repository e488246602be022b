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
import health.salus.proof.receipt.MemberChain;
import health.salus.proof.receipt.Rejection;
import health.salus.proof.receipt.Succession;
import health.salus.proof.receipt.TrustAnchor;
import health.salus.proof.report.Judgement.Convicted;
import health.salus.proof.report.Judgement.Dismissed;
import health.salus.proof.report.Judgement.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/// Checks reports offline: against a network's name and its members' keys, and nothing else; where the members changed,
/// also with the chain of their changes. An honest member, which
/// signs one root for a size, ever, is convicted by nobody, as long as more than two thirds of the weight are honest.
public final class ReportVerifier {

    /// A checkpoint, an empty line and a signature.
    private static final int SHORTEST_NOTE_LINES = 5;

    private final NetworkId network;
    private final LongFunction<Optional<MemberSet>> membersAt;

    /// @param membersAt who signs a log of this size; empty where that is not known
    private ReportVerifier(NetworkId network, LongFunction<Optional<MemberSet>> membersAt) {
        this.network = network;
        this.membersAt = membersAt;
    }

    /// Judges a report's file by the trusted members alone.
    public static Judgement verify(String text, TrustAnchor anchor) {
        return judge(text, report -> verify(report, anchor));
    }

    /// Judges a report's file by those who were members when the logs of both checkpoints had their sizes.
    ///
    /// @param chain the changes of members, from the trusted ones on or from before; who hands it over is not
    /// trusted
    public static Judgement verify(String text, MemberChain chain, TrustAnchor anchor) {
        return judge(text, report -> switch (chain.check(anchor)) {
            case MemberChain.Answer.Holds(Succession succession) ->
                new ReportVerifier(anchor.network(), succession::at).judge(report);
            case MemberChain.Answer.Broken(Rejection reason, String detail) ->
                new Dismissed(Reason.MEMBERS_NOT_PROVEN, reason + ": " + detail);
        });
    }

    private static Judgement judge(String text, Function<Report, Judgement> judging) {
        Report report;
        try {
            report = Report.parse(text);
        } catch (SalusException unreadable) {
            boolean newer = unreadable.code() == ErrorCode.UNSUPPORTED_VERSION;
            boolean cut = text.startsWith(ReportText.FIRST_LINE) && isCut(text);
            Reason reason = newer ? Reason.UNSUPPORTED_VERSION : cut ? Reason.TRUNCATED : Reason.MALFORMED;
            return new Dismissed(reason, unreadable.detail());
        }
        return judging.apply(report);
    }

    private static boolean isCut(String text) {
        int against = text.indexOf(ReportText.AGAINST);
        return against < 0
                || !text.endsWith("\n")
                || text.substring(against + ReportText.AGAINST.length()).lines().count() < SHORTEST_NOTE_LINES;
    }

    /// Judges a report that was not read from text.
    public static Judgement verify(Report report, TrustAnchor anchor) {
        return new ReportVerifier(anchor.network(), _ -> Optional.of(anchor.members())).judge(report);
    }

    private Judgement judge(Report report) {
        try {
            return switch (report.accusation()) {
                case Accusation.OtherRoot otherRoot -> otherRoot(report, otherRoot);
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

    private void requireNetwork(NetworkId named) {
        if (!named.equals(network)) {
            throw new Dismissal(Reason.WRONG_NETWORK, "it is of network " + named + ", trusted is " + network);
        }
    }

    private MemberSet membersOf(CheckpointNote note) {
        long size = note.checkpoint().size();
        return membersAt
                .apply(size)
                .orElseThrow(() -> new Dismissal(
                        Reason.UNKNOWN_MEMBER,
                        "the trusted members signed no log as small as " + size + " entries, and the chain does not"
                                + " tell who did"));
    }

    /// @return when, by the member's clock
    private Instant requireSignedBy(MemberId member, CheckpointNote note) {
        Checkpoint checkpoint = note.checkpoint();
        MemberSet members = membersOf(note);
        MemberEntry entry = members.entry(member)
                .orElseThrow(() -> new Dismissal(
                        Reason.UNKNOWN_MEMBER,
                        member + " is none of the trusted members that sign a log of " + checkpoint.size()
                                + " entries"));
        CheckpointNote.Signers found = note.check(members);
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
        MemberSet members = membersOf(note);
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

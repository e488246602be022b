package health.salus.proof.receipt;

import health.salus.kernel.MemberId;
import health.salus.proof.CheckpointNote;
import health.salus.proof.CosignatureKind;
import health.salus.proof.LogEntry;
import health.salus.proof.MemberSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Whether the members that held the votes have signed what a receipt shows. Which ones these were is for the chain
/// in the bundle to say; without a bundle they are the trusted ones.
final class FinalityCheck {

    private final TrustAnchor anchor;
    private final Receipt receipt;
    private final LogEntry entry;

    /// @param entry the receipt's, decoded
    FinalityCheck(TrustAnchor anchor, Receipt receipt, LogEntry entry) {
        this.anchor = anchor;
        this.receipt = receipt;
        this.entry = entry;
    }

    /// @param complete the kinds with which enough members have signed
    record Final(Set<MemberId> signers, Set<CosignatureKind> complete) {}

    /// A note, and what its signatures are worth under the members that held the votes at its size.
    private record Weighed(MemberSet members, CheckpointNote.Signers all, CheckpointNote.Signers fresh) {}

    /// @throws Refusal when they have not, with the first reason
    Final require(Optional<Bundle> bundle) {
        MemberChain chain = bundle.map(Bundle::chain).orElse(MemberChain.EMPTY);
        Succession succession = chain.require(anchor);
        List<Weighed> notes = new ArrayList<>();
        notes.add(weigh(receipt.note(), requireListed(succession, bundle.isPresent())));
        bundle.ifPresent(beside -> {
            if (!beside.network().equals(anchor.network())
                    || !beside.covers(receipt.note().checkpoint())) {
                throw new Refusal(Rejection.BUNDLE_OF_ANOTHER_LOG, "its checkpoint does not continue the receipt's");
            }
            notes.add(weigh(beside.note(), membersAt(succession, beside.note())));
        });
        return requireComplete(notes);
    }

    private MemberSet requireListed(Succession succession, boolean bundled) {
        MemberSet members = membersAt(succession, receipt.note());
        if (receipt.members().equals(ListedMember.of(members))) {
            return members;
        }
        if (succession.knows(receipt.members())) {
            throw new Refusal(
                    Rejection.MEMBERS_NOT_IN_FORCE,
                    "others held the votes at " + receipt.note().checkpoint().size() + " entries");
        }
        throw bundled
                ? new Refusal(Rejection.MEMBERS_NOT_IN_CHAIN, "no change in the bundle names the receipt's members")
                : new Refusal(Rejection.UNKNOWN_MEMBERS, "the receipt's members are not the trusted ones");
    }

    private static MemberSet membersAt(Succession succession, CheckpointNote note) {
        return succession
                .at(note.checkpoint().size())
                .orElseThrow(() -> new Refusal(
                        Rejection.MEMBERS_NOT_IN_FORCE,
                        "the trusted members came after " + note.checkpoint().size() + " entries"));
    }

    private Weighed weigh(CheckpointNote note, MemberSet members) {
        CheckpointNote.Signers all = note.check(members);
        if (!all.forged().isEmpty()) {
            throw new Refusal(Rejection.COSIGNATURE_FORGED, "in the name of " + all.forged());
        }
        Instant from = countsFrom(note);
        return new Weighed(members, all, from.equals(Instant.EPOCH) ? all : note.check(members, from));
    }

    /// What was true of the state after an old block may not be true any more, however late somebody signs a log that
    /// has it. It is, if the block is of the time that is asked for, or was the last one when they signed.
    private Instant countsFrom(CheckpointNote note) {
        Instant notBefore = anchor.notBefore().orElse(Instant.EPOCH);
        boolean outdated = receipt.content() instanceof Receipt.OfState
                && entry.time().isBefore(notBefore)
                && receipt.inclusion().index() < note.checkpoint().size() - 1;
        return outdated ? Instant.MAX : notBefore;
    }

    private Final requireComplete(List<Weighed> notes) {
        Set<CosignatureKind> fresh = EnumSet.noneOf(CosignatureKind.class);
        Set<CosignatureKind> ever = EnumSet.noneOf(CosignatureKind.class);
        notes.forEach(note -> {
            fresh.addAll(note.fresh.complete(note.members));
            ever.addAll(note.all.complete(note.members));
        });
        if (anchor.required().isMet(fresh)) {
            Set<MemberId> signers = new TreeSet<>();
            notes.forEach(
                    note -> note.fresh.complete(note.members).forEach(kind -> signers.addAll(note.fresh.of(kind))));
            return new Final(signers, fresh);
        }
        if (anchor.required().isMet(ever)) {
            Instant notBefore = anchor.notBefore().orElse(Instant.EPOCH);
            throw new Refusal(
                    Rejection.STALE, "signed before " + notBefore + ", or of a state that may have changed since");
        }
        // The last one has the signatures of both kinds, if any has.
        Weighed last = notes.getLast();
        String weight = weight(last);
        if (!last.all.foreignKeys().isEmpty()) {
            throw new Refusal(
                    Rejection.COSIGNED_BY_OTHER_KEYS, weight + "; other keys in the name of " + last.all.foreignKeys());
        }
        throw new Refusal(
                Rejection.NOT_FINAL, weight + "; required: " + anchor.required().word());
    }

    private static String weight(Weighed note) {
        return note.members.weightOf(note.all.ed25519()) + " (Ed25519) and "
                + note.members.weightOf(note.all.mlDsa44()) + " (ML-DSA-44) of " + note.members.totalWeight()
                + " votes have signed";
    }
}

package health.salus.proof;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A checkpoint with members' cosignatures: a signed note (C2SP signed-note). Lines by unknown signers, or of
/// unknown kinds, are passed over.
public record CheckpointNote(Checkpoint checkpoint, List<Cosignature> cosignatures) {

    /// One of each kind for each member, and as many of witnesses.
    public static final int MAX_SIGNATURES = 3 * MemberSet.MAX_MEMBERS;

    /// A line takes 3.3 kB with ML-DSA-44: 850 kB for as many members as a set can have.
    public static final int MAX_BYTES = 1024 * 1024;

    public CheckpointNote {
        cosignatures = List.copyOf(cosignatures);
    }

    /// What the cosignatures are worth under a set of members.
    ///
    /// @param ed25519 members whose cosignature of this kind verifies
    /// @param mlDsa44 members whose cosignature of this kind verifies
    /// @param forged members in whose name and key, of either kind, there is a signature that does not verify
    /// @param foreignKeys members in whose name another key has signed
    public record Signers(
            Set<MemberId> ed25519, Set<MemberId> mlDsa44, Set<MemberId> forged, Set<MemberId> foreignKeys) {

        private Signers() {
            this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        }

        /// True if the kinds that are asked for are complete, each by itself, and no signature is forged: a note with
        /// one is not to be trusted at all (signed-note, "Signatures").
        public boolean isFinal(MemberSet members, CosignatureRequirement required) {
            return forged.isEmpty() && required.isMet(complete(members));
        }

        /// The kinds with which members with more than two thirds of the weight have signed.
        public Set<CosignatureKind> complete(MemberSet members) {
            Set<CosignatureKind> complete = EnumSet.noneOf(CosignatureKind.class);
            for (CosignatureKind kind : CosignatureKind.values()) {
                if (members.isFinal(of(kind))) {
                    complete.add(kind);
                }
            }
            return complete;
        }

        public Set<MemberId> of(CosignatureKind kind) {
            return switch (kind) {
                case ED25519 -> ed25519;
                case ML_DSA_44 -> mlDsa44;
            };
        }

        /// Members of whom a signature of either kind verifies.
        public Set<MemberId> any() {
            Set<MemberId> any = new TreeSet<>(ed25519);
            any.addAll(mlDsa44);
            return any;
        }
    }

    public Signers check(MemberSet members) {
        return check(members, Instant.EPOCH);
    }

    /// @param notBefore cosignatures of an earlier time do not count
    public Signers check(MemberSet members, Instant notBefore) {
        Signers result = new Signers();
        for (Cosignature cosignature : cosignatures) {
            Optional<MemberEntry> entry = members.entry(cosignature.member());
            if (entry.isEmpty() || cosignature.time().isBefore(notBefore)) {
                continue;
            }
            CheckpointKeys keys = entry.get().checkpointKeys();
            if (!cosignature.isBy(checkpoint.network(), keys)) {
                result.foreignKeys.add(cosignature.member());
            } else if (cosignature.verify(checkpoint, keys)) {
                result.of(cosignature.kind()).add(cosignature.member());
            } else {
                result.forged.add(cosignature.member());
            }
        }
        return result;
    }

    /// True if members with more than two thirds of the weight have signed with Ed25519, and no signature is forged:
    /// what the network itself goes by.
    public boolean isFinal(MemberSet members) {
        return isFinal(members, CosignatureRequirement.ED25519);
    }

    public boolean isFinal(MemberSet members, CosignatureRequirement required) {
        return check(members).isFinal(members, required);
    }

    /// The note with its signatures of one kind only: with Ed25519 it fits on a page.
    public CheckpointNote only(CosignatureKind kind) {
        return new CheckpointNote(
                checkpoint,
                cosignatures.stream().filter(each -> each.kind() == kind).toList());
    }

    /// True if an honest member is among those who have signed with Ed25519 ([MemberSet#isVouchedFor]), and no
    /// signature is forged.
    public boolean isVouchedFor(MemberSet members) {
        Signers result = check(members);
        return result.forged().isEmpty() && members.isVouchedFor(result.ed25519());
    }

    public String text() {
        StringBuilder text = new StringBuilder(checkpoint.text()).append('\n');
        for (Cosignature cosignature : cosignatures) {
            text.append(cosignature.toNoteSignature(checkpoint.network()).line())
                    .append('\n');
        }
        return text.toString();
    }

    public Octets encode() {
        return Octets.utf8(text());
    }

    public static CheckpointNote parse(Octets encoded) {
        if (encoded.length() > MAX_BYTES) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a checkpoint note has at most " + MAX_BYTES + " bytes");
        }
        return parse(encoded.toUtf8());
    }

    public static CheckpointNote parse(String text) {
        // The last empty line separates the text from the signatures.
        int blank = text.lastIndexOf("\n\n");
        if (blank < 0 || !text.endsWith("\n") || blank + 2 == text.length()) {
            throw new SalusException(ErrorCode.MALFORMED, "a signed note is a text, an empty line and signature lines");
        }
        Checkpoint checkpoint = Checkpoint.parse(text.substring(0, blank + 1));
        String[] lines = text.substring(blank + 2, text.length() - 1).split("\n", -1);
        if (lines.length > MAX_SIGNATURES) {
            throw new SalusException(ErrorCode.TOO_LARGE, "a note has at most " + MAX_SIGNATURES + " signatures");
        }
        List<Cosignature> cosignatures = new ArrayList<>();
        Arrays.stream(lines)
                .map(NoteSignature::parse)
                .forEach(line -> Cosignature.of(line, checkpoint.network()).ifPresent(cosignatures::add));
        return new CheckpointNote(checkpoint, cosignatures);
    }
}

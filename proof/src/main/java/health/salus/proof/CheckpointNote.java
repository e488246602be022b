package health.salus.proof;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A checkpoint with members' cosignatures: a signed note (C2SP signed-note). Lines by unknown signers, or of
/// unknown kinds, are passed over.
public record CheckpointNote(Checkpoint checkpoint, List<Cosignature> cosignatures) {

    /// One for each member, and some of other kinds.
    public static final int MAX_SIGNATURES = 2 * MemberSet.MAX_MEMBERS;

    /// ML-DSA signature lines take up to 5 kB each.
    public static final int MAX_BYTES = 1024 * 1024;

    public CheckpointNote {
        cosignatures = List.copyOf(cosignatures);
    }

    /// What the cosignatures are worth under a set of members.
    ///
    /// @param signers members whose cosignature verifies
    /// @param forged members in whose name and key there is a signature that does not verify
    /// @param foreignKeys members in whose name another key has signed
    public record Signers(Set<MemberId> signers, Set<MemberId> forged, Set<MemberId> foreignKeys) {}

    public Signers check(MemberSet members) {
        return check(members, Instant.EPOCH);
    }

    /// @param notBefore cosignatures of an earlier time do not count
    public Signers check(MemberSet members, Instant notBefore) {
        Signers result = new Signers(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        for (Cosignature cosignature : cosignatures) {
            Optional<MemberEntry> entry = members.entry(cosignature.member());
            if (entry.isEmpty() || cosignature.time().isBefore(notBefore)) {
                continue;
            }
            if (!cosignature.isBy(checkpoint.network(), entry.get().checkpointKey())) {
                result.foreignKeys.add(cosignature.member());
            } else if (cosignature.verify(checkpoint, entry.get().checkpointKey())) {
                result.signers.add(cosignature.member());
            } else {
                result.forged.add(cosignature.member());
            }
        }
        return result;
    }

    /// True if members with more than two thirds of the weight have signed, and no signature is forged: a note with
    /// one is not to be trusted at all (signed-note, "Signatures").
    public boolean isFinal(MemberSet members) {
        Signers result = check(members);
        return result.forged().isEmpty() && members.isFinal(result.signers());
    }

    /// True if an honest member is among those who have signed ([MemberSet#isVouchedFor]), and no signature is forged.
    public boolean isVouchedFor(MemberSet members) {
        Signers result = check(members);
        return result.forged().isEmpty() && members.isVouchedFor(result.signers());
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

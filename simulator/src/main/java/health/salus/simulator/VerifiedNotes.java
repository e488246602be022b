package health.salus.simulator;

import health.salus.kernel.MemberId;
import health.salus.proof.Checkpoint;
import health.salus.proof.CheckpointNote;
import health.salus.proof.Cosignature;
import health.salus.proof.CosignatureKind;
import health.salus.proof.MemberSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/// Whether notes are final, as [CheckpointNote#isFinal] says, but with each signature verified once, however many
/// members bring it.
final class VerifiedNotes {

    private static final int MOST_REMEMBERED = 4_000;

    private final Set<Signed> genuine = new HashSet<>();

    private record Signed(Checkpoint checkpoint, Cosignature signature) {}

    boolean isFinal(CheckpointNote note, MemberSet members) {
        TreeSet<MemberId> signers = new TreeSet<>();
        for (Cosignature each : note.cosignatures()) {
            if (!isGenuine(note.checkpoint(), each, members)) {
                return note.isFinal(members);
            }
            if (each.kind() == CosignatureKind.ED25519) {
                signers.add(each.member());
            }
        }
        return members.isFinal(signers);
    }

    private boolean isGenuine(Checkpoint checkpoint, Cosignature made, MemberSet members) {
        Signed signed = new Signed(checkpoint, made);
        if (genuine.contains(signed)) {
            return true;
        }
        boolean verified = members.entry(made.member())
                .filter(entry -> made.verify(checkpoint, entry.checkpointKeys()))
                .isPresent();
        if (verified) {
            if (genuine.size() >= MOST_REMEMBERED) {
                genuine.clear();
            }
            genuine.add(signed);
        }
        return verified;
    }
}

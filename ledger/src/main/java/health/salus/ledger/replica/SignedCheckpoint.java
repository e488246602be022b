package health.salus.ledger.replica;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.MemberId;
import health.salus.kernel.SalusException;
import health.salus.proof.Checkpoint;
import health.salus.proof.Cosignature;
import health.salus.proof.CosignatureKind;
import health.salus.proof.CosigningKeys;
import health.salus.proof.MemberSet;
import java.time.Instant;
import java.util.List;

/// A checkpoint as one member signed it, with both of its keys: what members send each other after each block.
public record SignedCheckpoint(MemberId member, Checkpoint checkpoint, Cosignature ed25519, Cosignature mlDsa44) {

    public SignedCheckpoint {
        if (ed25519.kind() != CosignatureKind.ED25519 || mlDsa44.kind() != CosignatureKind.ML_DSA_44) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a member signs a checkpoint with Ed25519 and with ML-DSA-44, in this order");
        }
    }

    public static SignedCheckpoint sign(Checkpoint checkpoint, MemberId member, CosigningKeys keys, Instant time) {
        return new SignedCheckpoint(
                member,
                checkpoint,
                Cosignature.sign(CosignatureKind.ED25519, checkpoint, member, keys, time),
                Cosignature.sign(CosignatureKind.ML_DSA_44, checkpoint, member, keys, time));
    }

    public List<Cosignature> cosignatures() {
        return List.of(ed25519, mlDsa44);
    }

    public boolean verify(MemberSet members) {
        return members.entry(member)
                .filter(entry -> cosignatures().stream()
                        .allMatch(each ->
                                each.member().equals(member) && each.verify(checkpoint, entry.checkpointKeys())))
                .isPresent();
    }
}

package health.salus.vault.custody;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.Octets;

/// A [Handover] with the custodian's signature. Read when something is wrong, and not before: checking it costs more
/// than opening the pieces.
///
/// @param handover as it was encoded by the custodian
/// @param signature of the key that acknowledges pieces
public record SignedHandover(Octets handover, Octets signature) {

    static SignedHandover by(CustodianSeat seat, Handover handover) {
        Octets encoded = handover.encoded();
        return new SignedHandover(encoded, seat.sign(Handover.toSign(encoded)));
    }

    public boolean holds(VerificationKey custodianKey) {
        return custodianKey.verify(Handover.toSign(handover), signature);
    }

    /// @throws health.salus.kernel.SalusException when these bytes are no handover
    public Handover decoded() {
        return Handover.decode(handover);
    }
}

package health.salus.vault.resharing;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.Octets;
import health.salus.vault.custody.CustodianSeat;

/// [DealtSegments] with the dealer's signature.
///
/// @param dealt as it was encoded by the dealer
/// @param signature of the key that acknowledges pieces
public record SignedDealings(Octets dealt, Octets signature) {

    static SignedDealings by(CustodianSeat seat, DealtSegments dealt) {
        Octets encoded = dealt.encoded();
        return new SignedDealings(encoded, seat.sign(DealtSegments.toSign(encoded)));
    }

    public boolean holds(VerificationKey dealerKey) {
        return dealerKey.verify(DealtSegments.toSign(dealt), signature);
    }

    /// @throws health.salus.kernel.SalusException when these bytes are no such statement
    public DealtSegments decoded() {
        return DealtSegments.decode(dealt);
    }
}

package health.salus.node.portal;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import health.salus.portal.Receipts.ReceiptId;
import health.salus.portal.Refusal;
import java.util.Optional;

/// Refusals that a page explains, told from failures of the world, which it does not.
final class Refusals {

    private Refusals() {}

    static ReceiptId receipt(Digest transaction) {
        return new ReceiptId(transaction.hex());
    }

    static Refusal proven(ErrorCode code, Digest transaction) {
        return new Refusal(code, Optional.of(receipt(transaction)));
    }

    /// @throws SalusException the failure itself, if it is none that the caller could expect
    static Refusal expected(SalusException refused) {
        return switch (refused.code().kind()) {
            case CALLER, REFUSED -> Refusal.of(refused.code());
            case UNAVAILABLE, INTERNAL -> throw refused;
        };
    }
}

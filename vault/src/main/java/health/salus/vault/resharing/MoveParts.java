package health.salus.vault.resharing;

import health.salus.crypto.VerificationKey;
import health.salus.kernel.MemberId;
import health.salus.vault.custody.CustodianSeat;
import java.util.function.Consumer;
import java.util.function.Function;

/// What everybody who takes part in a move needs.
///
/// @param custodians the way to each member, this one too
/// @param keys with which members acknowledge
/// @param evidence told of each wrong dealing
public record MoveParts(
        CustodianSeat seat,
        MoveOrders orders,
        Function<MemberId, MovingCustodian> custodians,
        Function<MemberId, VerificationKey> keys,
        MoveWord word,
        Consumer<DealingEvidence> evidence) {}

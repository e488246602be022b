package health.salus.vault.custody;

import java.util.List;
import java.util.Optional;

/// Pieces that a custodian gives to a reader.
///
/// @param handover what it signs about them; absent when custodian and reader are one member
public record Release(List<Deposit> deposits, Optional<SignedHandover> handover) {

    public Release {
        deposits = List.copyOf(deposits);
    }
}

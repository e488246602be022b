package health.salus.vault.custody;

import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import java.util.List;

/// Says whether a custodian's acknowledgement will stand before the ledger. A port, since its format is the ledger's.
///
/// An author that counts unchecked ones lets a single lying custodian spoil every transaction.
@FunctionalInterface
public interface AcknowledgementCheck {

    /// @param held what the custodian was sent, in that order
    boolean holds(MemberId custodian, List<SegmentReference> held, Octets signature);
}

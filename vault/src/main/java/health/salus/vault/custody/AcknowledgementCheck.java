package health.salus.vault.custody;

import health.salus.kernel.Digest;
import health.salus.kernel.MemberId;
import health.salus.kernel.Octets;
import health.salus.kernel.SegmentId;

/// Says whether a custodian's acknowledgement will stand before the ledger. A port, since its format is the ledger's.
///
/// An author that counts unchecked ones lets a single lying custodian spoil every transaction.
@FunctionalInterface
public interface AcknowledgementCheck {

    boolean holds(MemberId custodian, SegmentId segment, Digest manifest, Octets signature);
}

package health.salus.vault.resharing;

import health.salus.kernel.Octets;
import health.salus.vault.segment.KeyShare;
import java.util.List;

/// What a custodian of the old set gives one of the next: its fragment, and that one's part of its share.
///
/// @param manifest as it was encoded, since its digest is on the ledger
/// @param commitments to the polynomial by which the share was dealt, the same to everybody
/// @param subShare for the asking custodian only
public record Dealing(Octets manifest, Octets fragment, List<Octets> commitments, KeyShare subShare) {

    public Dealing {
        commitments = List.copyOf(commitments);
    }
}

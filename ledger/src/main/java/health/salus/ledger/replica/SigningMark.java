package health.salus.ledger.replica;

import health.salus.kernel.Octets;
import java.util.Optional;

/// Keeps the last checkpoint that a member signed, apart from its ledger: a ledger that is restored from a backup does
/// not bring back an older mark.
public interface SigningMark {

    Optional<Octets> load();

    /// Replaces the mark, and returns only after the new one would survive a power cut.
    void keep(Octets mark);
}

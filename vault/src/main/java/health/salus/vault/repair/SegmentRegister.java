package health.salus.vault.repair;

import health.salus.kernel.Digest;
import health.salus.kernel.SegmentId;
import health.salus.vault.custody.CustodianClient;
import java.util.List;
import java.util.Optional;

/// What the ledger registers about segments; a port, since the vault does not know the ledger.
public interface SegmentRegister {

    /// Empty for a segment that is not on the ledger.
    Optional<Registered> find(SegmentId segment);

    /// @param manifest the digest that the segment is registered under
    /// @param custodians the whole set, in its order
    record Registered(Digest manifest, List<CustodianClient> custodians) {

        public Registered {
            custodians = List.copyOf(custodians);
        }
    }
}

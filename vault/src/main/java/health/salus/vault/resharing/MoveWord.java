package health.salus.vault.resharing;

import health.salus.kernel.CustodianSetId;
import health.salus.kernel.MemberId;
import health.salus.kernel.NetworkId;
import health.salus.kernel.Octets;
import java.time.Instant;
import java.util.List;

/// What a custodian of the next set signs, in the ledger's words. A port, since the format is the ledger's.
@FunctionalInterface
public interface MoveWord {

    Octets statement(Said said);

    /// @param held in the order of the command
    record Said(NetworkId network, MemberId custodian, CustodianSetId to, Instant until, List<TakenOver.Held> held) {

        public Said {
            held = List.copyOf(held);
        }
    }
}

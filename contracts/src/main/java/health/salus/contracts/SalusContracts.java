package health.salus.contracts;

import health.salus.contracts.access.AccessContract;
import health.salus.contracts.consent.ConsentContract;
import health.salus.contracts.identity.IdentityContract;
import health.salus.contracts.records.RecordsContract;
import health.salus.ledger.execution.Contract;
import java.util.List;

/// The contracts of this version of Salus.
public final class SalusContracts {

    private SalusContracts() {}

    public static List<Contract> all() {
        return List.of(new IdentityContract(), new ConsentContract(), new RecordsContract(), new AccessContract());
    }
}

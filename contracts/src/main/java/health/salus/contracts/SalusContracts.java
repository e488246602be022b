package health.salus.contracts;

import health.salus.contracts.access.AccessContract;
import health.salus.contracts.access.EmergencyRule;
import health.salus.contracts.consent.ConsentContract;
import health.salus.contracts.governance.GovernanceContract;
import health.salus.contracts.identity.IdentityContract;
import health.salus.contracts.policy.DecisionPoint;
import health.salus.contracts.policy.PolicyContract;
import health.salus.contracts.records.RecordsContract;
import health.salus.ledger.execution.Contract;
import java.util.List;

/// The contracts of this version of Salus.
public final class SalusContracts {

    private SalusContracts() {}

    public static List<Contract> all() {
        return List.of(
                new IdentityContract(),
                new ConsentContract(),
                new RecordsContract(),
                new AccessContract(),
                new PolicyContract(decisionPoints()),
                new GovernanceContract());
    }

    /// Where the contracts ask rules that the consortium writes itself.
    public static List<DecisionPoint> decisionPoints() {
        return List.of(new EmergencyRule());
    }
}

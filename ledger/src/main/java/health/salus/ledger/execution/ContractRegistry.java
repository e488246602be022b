package health.salus.ledger.execution;

import health.salus.ledger.state.StateReader;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The contracts of this program, each in every version that it still executes.
public final class ContractRegistry {

    private final SortedMap<String, SortedMap<Integer, Contract>> contracts = new TreeMap<>();

    public ContractRegistry(Collection<Contract> contracts) {
        for (Contract contract : contracts) {
            Contract other = this.contracts
                    .computeIfAbsent(contract.name(), _ -> new TreeMap<>())
                    .put(contract.version(), contract);
            if (other != null) {
                throw new IllegalArgumentException(
                        "contract " + contract.name() + " version " + contract.version() + " is there twice");
            }
        }
    }

    /// The contracts that are in force, by name.
    ///
    /// @throws IllegalStateException when the members voted for rules that this program does not have. It must not
    ///     guess: it would compute another state than the others, and be named for it
    SortedMap<String, Contract> inForce(StateReader state) {
        ContractVersions versions = ContractVersions.of(state);
        for (Map.Entry<String, Integer> voted : versions.asMap().entrySet()) {
            if (find(voted.getKey(), voted.getValue()).isEmpty()) {
                throw new IllegalStateException("the members put version " + voted.getValue() + " of contract "
                        + voted.getKey() + " in force, which this program does not have: install a newer Salus and "
                        + "start the node again; it goes on where it stopped");
            }
        }
        SortedMap<String, Contract> inForce = new TreeMap<>();
        for (String name : contracts.keySet()) {
            find(name, versions.inForce(name)).ifPresent(contract -> inForce.put(name, contract));
        }
        return inForce;
    }

    private Optional<Contract> find(String name, int version) {
        return Optional.ofNullable(contracts.get(name)).map(versions -> versions.get(version));
    }
}

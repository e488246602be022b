package health.salus.ledger.execution;

import health.salus.kernel.RecordCodec;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import health.salus.ledger.state.WorldState;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which version of each contract is in force, as the state has it. Every contract begins with version 1; one that a
/// later program brings along begins with a higher number, and so does nothing before the members have voted for it.
///
/// @param voted what was voted, by the contract's name
public record ContractVersions(List<Entry> voted) {

    /// The rules that a network has from its genesis on.
    public static final int FIRST = 1;

    private static final StateKey KEY = StateKey.of("contract-versions");
    private static final RecordCodec<ContractVersions> CODEC = RecordCodec.of(ContractVersions.class);

    /// A contract and its version in force.
    public record Entry(String contract, int version) {}

    public ContractVersions {
        voted = List.copyOf(voted);
    }

    public static ContractVersions of(StateReader state) {
        return state.get(KEY).map(CODEC::decode).orElseGet(() -> new ContractVersions(List.of()));
    }

    public int inForce(String contract) {
        return byName().getOrDefault(contract, FIRST);
    }

    /// Puts another version in force, from the next command on that reads the state.
    public static void put(WorldState state, String contract, int version) {
        SortedMap<String, Integer> changed = of(state).byName();
        changed.put(contract, version);
        List<Entry> entries = changed.entrySet().stream()
                .map(each -> new Entry(each.getKey(), each.getValue()))
                .toList();
        state.put(KEY, CODEC.encode(new ContractVersions(entries)));
    }

    private SortedMap<String, Integer> byName() {
        SortedMap<String, Integer> versions = new TreeMap<>();
        for (Entry entry : voted) {
            versions.put(entry.contract(), entry.version());
        }
        return versions;
    }

    /// What was voted, with the names in order.
    public Map<String, Integer> asMap() {
        return byName();
    }
}

package health.salus.architecture;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The modules and the arrows between them, as ARCHITECTURE.md draws them. An arrow that is not written here does not
/// exist: adding one is a decision, not a side effect of an import.
final class ModuleTable {
    private static final Set<String> CORE = Set.of("kernel", "crypto", "proof", "ledger", "contracts");

    private final String root;
    private final Map<String, Set<String>> arrows = new TreeMap<>();

    private ModuleTable(String root) {
        this.root = root;
    }

    /// The table for packages under `root`, so that the same rules can be run over planted violations.
    static ModuleTable under(String root) {
        ModuleTable table = new ModuleTable(root);
        table.module("kernel");
        table.module("crypto", "kernel");
        table.module("proof", "kernel", "crypto");
        table.module("ledger", "kernel", "crypto", "proof");
        table.module("ledger.store", "kernel", "crypto", "proof", "ledger");
        table.module("archive", "kernel", "ledger");
        table.module("contracts", "kernel", "crypto", "proof", "ledger");
        table.module("consensus", "kernel");
        table.module("consensus.hashgraph", "kernel", "consensus");
        table.module("vault", "kernel", "crypto");
        table.module("platform", CORE, "vault");
        // The FHIR, EPCIS and page modules speak to the platform. FHIR also names the ledger's types in its provenance.
        table.module("fhir", CORE, "vault", "platform");
        table.module("epcis", "kernel", "platform");
        table.module("portal", "kernel", "platform");
        table.module("client", "kernel", "crypto", "proof");
        table.module("cli", "kernel", "crypto", "proof", "client");
        table.module("testkit", CORE, "consensus", "vault");
        Set<String> production = new TreeSet<>(table.arrows.keySet());
        // The shapes of the API are the client's: both ends speak of the same records (docs/decisions/0018).
        production.removeAll(Set.of("cli", "testkit"));
        table.module("node", production);
        return table;
    }

    private void module(String name, String... uses) {
        module(name, Set.of(), uses);
    }

    private void module(String name, Set<String> group, String... uses) {
        Set<String> all = new TreeSet<>(group);
        all.addAll(Set.of(uses));
        arrows.put(name, all);
    }

    String root() {
        return root;
    }

    /// The module that a package belongs to: the longest name that fits, since `ledger.store` lies inside `ledger`.
    Optional<String> moduleOf(String packageName) {
        return arrows.keySet().stream()
                .filter(module -> (packageName + '.').startsWith(root + '.' + module + '.'))
                .max(Comparator.comparingInt(String::length));
    }

    boolean allows(String from, String to) {
        return from.equals(to) || arrows.getOrDefault(from, Set.of()).contains(to);
    }

    String[] packages(String... modules) {
        return Set.of(modules).stream()
                .map(module -> root + '.' + module + "..")
                .toArray(String[]::new);
    }
}

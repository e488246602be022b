package health.salus.contracts.policy;

import health.salus.kernel.Digest;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/// Compiled rules, the ones used last. What is not here is compiled again, to the same program: the digest is that of
/// the whole definition. Safe for use by several threads.
public final class RulePrograms {

    /// Rules that are in force at one time; each takes some hundred kilobytes at most.
    private static final int MAX_PROGRAMS = 64;

    private static final float LOAD = 0.75f;

    /// In the order of use, the longest unused first. Guarded by this object's monitor.
    private final LinkedHashMap<Digest, RuleProgram> byDefinition = new LinkedHashMap<>(MAX_PROGRAMS, LOAD, true);

    RuleProgram get(Digest digest, Supplier<RuleDefinition> definition) {
        synchronized (this) {
            RuleProgram known = byDefinition.get(digest);
            if (known != null) {
                return known;
            }
        }
        RuleProgram compiled = RuleProgram.of(definition.get());
        synchronized (this) {
            byDefinition.put(digest, compiled);
            if (byDefinition.size() > MAX_PROGRAMS) {
                byDefinition.pollFirstEntry();
            }
        }
        return compiled;
    }

    synchronized int size() {
        return byDefinition.size();
    }
}

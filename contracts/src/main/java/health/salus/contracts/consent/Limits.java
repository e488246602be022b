package health.salus.contracts.consent;

import health.salus.contracts.rules.Require;
import java.util.List;

/// How large consents may become: what bounds the size of a patient's table and the time of a decision.
final class Limits {

    /// Provisions within provisions; people do not follow more.
    static final int MAX_DEPTH = 8;

    static final int MAX_PROVISIONS = 200;
    static final int MAX_VALUES = 150;
    static final int MAX_CONSENTS = 200;

    /// Rules of all consents of a patient that are in force: a table of at most some hundred kilobytes.
    static final int MAX_RULES = 1_000;

    private Limits() {}

    static <T> List<T> bounded(List<T> values) {
        Require.atMost(MAX_VALUES, values.size(), "values of one kind in a provision");
        return List.copyOf(values);
    }

    static void check(Provision root) {
        Require.atMost(MAX_PROVISIONS, count(root, 1), "provisions in a consent");
    }

    private static int count(Provision provision, int depth) {
        Require.atMost(MAX_DEPTH, depth, "provisions within each other");
        int count = 1;
        for (Provision nested : provision.provisions()) {
            count += count(nested, depth + 1);
        }
        return count;
    }
}

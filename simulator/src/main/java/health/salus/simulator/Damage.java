package health.salus.simulator;

import health.salus.ledger.state.StateKey;
import health.salus.testkit.ledger.InMemoryLedgerStore;
import java.util.List;

/// What went bad on a member's disk while it was down. Reading it fails, since the store keeps checksums; until then
/// nobody knows.
sealed interface Damage {

    record OfBlock(long height) implements Damage {}

    record OfValue(StateKey key) implements Damage {}

    record OfLogNode(int level, long index) implements Damage {}

    static Damage any(InMemoryLedgerStore ledger, SeededRandom random) {
        List<StateKey> keys = ledger.keys();
        return switch (random.below(3)) {
            case 0 -> new OfBlock(random.below((int) ledger.height() + 1));
            case 1 -> new OfValue(random.pick(keys));
            default -> new OfLogNode(0, random.below((int) ledger.logSize()));
        };
    }
}

package health.salus.ledger.state;

import health.salus.kernel.Octets;
import java.util.Optional;

/// The state as it was after some block.
@FunctionalInterface
public interface StateReader {

    Optional<Octets> get(StateKey key);
}

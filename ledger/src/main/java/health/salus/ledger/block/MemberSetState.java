package health.salus.ledger.block;

import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.ledger.state.StateChanges;
import health.salus.ledger.state.StateKey;
import health.salus.ledger.state.StateReader;
import java.util.Optional;

/// Where the state keeps the set of members whose cosignatures make a checkpoint final.
public final class MemberSetState {

    /// Holds the encoded member set of the proof module.
    public static final StateKey KEY = StateKey.of("member-set");

    private MemberSetState() {}

    static Digest digestAfter(StateReader before, StateChanges changes) {
        Optional<Octets> changed = changes.byKey().get(KEY);
        Optional<Octets> current = changed != null ? changed : before.get(KEY);
        return Digest.sha256(current.orElseThrow(() -> new IllegalStateException("the state has no member set")));
    }
}

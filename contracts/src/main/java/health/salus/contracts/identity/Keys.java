package health.salus.contracts.identity;

import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.StateTable;
import health.salus.kernel.KeyId;
import health.salus.kernel.PrincipalId;
import health.salus.ledger.state.StateReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The registered keys of principals, as the state has them.
///
/// A key lies under its principal, so that nobody can register another's key first and so keep it from its owner.
public record Keys(StateReader state) {

    static final StateTable<KeyRecord> KEYS = StateTable.of("identity/key", KeyRecord.class);
    static final StateTable<KeyProposal> PROPOSALS = StateTable.of("identity/key-proposal", KeyProposal.class);

    public static Keys of(StateReader state) {
        return new Keys(state);
    }

    public Optional<KeyRecord> find(PrincipalId principal, KeyId key) {
        return KEYS.get(state, Place.of(principal), key.value());
    }

    public Optional<KeyProposal> proposal(PrincipalId principal, KeyId key) {
        return PROPOSALS.get(state, Place.of(principal), key.value());
    }

    /// Every key that the principal ever had, oldest first.
    public List<KeyRecord> all(PrincipalId principal) {
        return Directory.of(state).principal(principal).map(PrincipalRecord::keys).orElse(List.of()).stream()
                .flatMap(key -> find(principal, key).stream())
                .toList();
    }

    public List<KeyRecord> inForce(PrincipalId principal, Instant time) {
        return all(principal).stream().filter(key -> key.isInForce(time)).toList();
    }
}

package health.salus.contracts.identity;

import health.salus.contracts.rules.Place;
import health.salus.contracts.rules.Require;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.KeyId;
import health.salus.ledger.state.WorldState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Writes a principal together with its keys, so that the list in the one and the records of the others agree.
record KeyRing(WorldState state, PrincipalRecord principal) {

    /// More keys than a person has devices in a lifetime.
    private static final int MAX_KEYS = 64;

    void add(List<KeyRegistration> registrations, Instant validFrom) {
        List<KeyId> ids = new ArrayList<>(principal.keys());
        for (KeyRegistration registration : registrations) {
            KeyId id = registration.key().id();
            Require.that(!ids.contains(id), ErrorCode.ALREADY_EXISTS, "the principal had this key before");
            ids.add(id);
            put(id, KeyRecord.of(registration, validFrom));
        }
        Require.atMost(MAX_KEYS, ids.size(), "keys a principal");
        PrincipalRecord changed = new PrincipalRecord(
                principal.id(), principal.kind(), principal.organisation(), principal.speaksFor(), ids);
        Directory.PRINCIPALS.put(state, changed, Place.of(principal.id()));
    }

    void put(KeyId id, KeyRecord record) {
        Keys.KEYS.put(state, record, Place.of(principal.id()), id.value());
    }
}

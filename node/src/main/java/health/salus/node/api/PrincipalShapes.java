package health.salus.node.api;

import health.salus.client.api.Principal;
import health.salus.client.api.RegisteredKey;
import health.salus.contracts.identity.KeyRecord;
import health.salus.contracts.identity.Keys;
import health.salus.contracts.identity.PrincipalRecord;
import health.salus.crypto.RelyingParty;
import health.salus.kernel.PrincipalId;
import health.salus.ledger.state.StateReader;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Principals and their keys as `/api` shows them.
final class PrincipalShapes {

    private PrincipalShapes() {}

    static Principal principal(StateReader state, PrincipalRecord principal, Instant now) {
        return new Principal(
                principal.id(),
                principal.kind().name().toLowerCase(Locale.ROOT),
                principal.organisation(),
                keys(state, principal.id(), now));
    }

    static List<RegisteredKey> keys(StateReader state, PrincipalId principal, Instant now) {
        return Keys.of(state).all(principal).stream().map(key -> key(key, now)).toList();
    }

    private static RegisteredKey key(KeyRecord key, Instant now) {
        String state = key.isInForce(now) ? "in-force" : key.isRevoked(now) ? "revoked" : "proposed";
        return new RegisteredKey(
                key.key().id(),
                key.key().algorithm().name().toLowerCase(Locale.ROOT),
                state,
                key.validFrom(),
                key.passkey().map(RelyingParty::id));
    }
}

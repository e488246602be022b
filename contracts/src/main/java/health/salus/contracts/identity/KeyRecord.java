package health.salus.contracts.identity;

import health.salus.crypto.RelyingParty;
import health.salus.crypto.VerificationKey;
import java.time.Instant;
import java.util.Optional;

/// A registered key and when it is in force: from `validFrom`, and until before `revokedAt`.
///
/// It stays after its revocation, because what it signed before remains signed.
public record KeyRecord(
        VerificationKey key, Optional<RelyingParty> passkey, Instant validFrom, Optional<Instant> revokedAt) {

    static KeyRecord of(KeyRegistration registration, Instant validFrom) {
        return new KeyRecord(registration.key(), registration.passkey(), validFrom, Optional.empty());
    }

    public boolean isInForce(Instant time) {
        return !time.isBefore(validFrom) && !isRevoked(time);
    }

    public boolean isRevoked(Instant time) {
        return revokedAt.filter(revoked -> !time.isBefore(revoked)).isPresent();
    }

    KeyRecord revoked(Instant time) {
        return new KeyRecord(key, passkey, validFrom, Optional.of(time));
    }
}

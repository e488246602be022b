package health.salus.contracts.identity;

import health.salus.crypto.RelyingParty;
import health.salus.crypto.VerificationKey;
import java.util.Optional;

/// A key as it is registered: a key file's, or with its relying party a passkey's.
public record KeyRegistration(VerificationKey key, Optional<RelyingParty> passkey) {

    public static KeyRegistration of(VerificationKey key) {
        return new KeyRegistration(key, Optional.empty());
    }
}

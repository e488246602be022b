package health.salus.client.api;

import health.salus.kernel.KeyId;
import java.time.Instant;
import java.util.Optional;

/// A key of a principal, as the ledger has it.
///
/// @param algorithm `ed25519` or `es256`
/// @param state `in-force`, `proposed` or `revoked`
/// @param passkeyDomain the domain that a passkey belongs to
public record RegisteredKey(
        KeyId key, String algorithm, String state, Instant registered, Optional<String> passkeyDomain) {}

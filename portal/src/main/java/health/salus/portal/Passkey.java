package health.salus.portal;

import health.salus.kernel.Octets;
import java.time.Instant;
import java.util.Optional;

/// A passkey that signs in to this portal, and, once registered on the ledger, signs transactions.
///
/// @param id the credential id in base64url
/// @param coseKey the public key as a COSE_Key (RFC 9052 section 7)
public record Passkey(String id, Octets coseKey, String label, Instant created, Optional<Instant> lastUsed) {}

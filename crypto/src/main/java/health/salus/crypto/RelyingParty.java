package health.salus.crypto;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.List;

/// The site that a passkey belongs to, and the origins from which its pages may ask for signatures.
///
/// @param id the domain that scopes the passkey, such as `portal.hospital.example`
/// @param origins compared as they are, such as `https://portal.hospital.example`
public record RelyingParty(String id, List<String> origins) {

    /// A site has its address and perhaps a few aliases.
    public static final int MAX_ORIGINS = 16;

    public RelyingParty {
        origins = List.copyOf(origins);
        if (id.isEmpty() || origins.isEmpty() || origins.size() > MAX_ORIGINS) {
            throw new SalusException(
                    ErrorCode.MALFORMED, "a relying party has an id and 1 to " + MAX_ORIGINS + " origins");
        }
    }

    Octets idHash() {
        return Digest.sha256(Octets.utf8(id)).octets();
    }
}

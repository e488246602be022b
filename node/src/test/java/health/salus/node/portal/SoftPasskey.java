package health.salus.node.portal;

import health.salus.crypto.InMemorySigningKey;
import health.salus.crypto.SigningKey;
import health.salus.crypto.SystemRandomSource;
import health.salus.kernel.Digest;
import health.salus.kernel.Octets;
import health.salus.portal.Passkey;
import health.salus.portal.Signing.Assertion;
import health.salus.portal.Signing.Draft;
import java.time.Instant;
import java.util.Optional;

/// A device that signs whatever it is asked, as an authenticator would (Web Authentication Level 3, section 6.3.3).
final class SoftPasskey {

    private static final byte USER_PRESENT_AND_VERIFIED = 0x05;

    private final SigningKey key = InMemorySigningKey.generate(new SystemRandomSource());
    private final Passkey passkey;

    SoftPasskey(String label) {
        Octets coseKey = key.verificationKey().coseKey();
        this.passkey = new Passkey(
                Digest.sha256(coseKey).octets().base64Url(), coseKey, label, Instant.now(), Optional.empty());
    }

    Passkey passkey() {
        return passkey;
    }

    Assertion sign(Draft draft) {
        return sign(draft.challenge(), PortalNode.ORIGIN);
    }

    /// @param origin of the page that asks
    Assertion sign(Octets challenge, String origin) {
        Octets site = Digest.sha256(Octets.utf8(PortalNode.HOST)).octets();
        Octets authenticator =
                Octets.concat(site, Octets.of(USER_PRESENT_AND_VERIFIED), Octets.wrap(new byte[Integer.BYTES]));
        Octets client = Octets.utf8("{\"type\":\"webauthn.get\",\"challenge\":\"" + challenge.base64Url()
                + "\",\"origin\":\"" + origin + "\",\"crossOrigin\":false}");
        Octets signed = Octets.concat(authenticator, Digest.sha256(client).octets());
        return new Assertion(authenticator, client, key.sign(signed));
    }
}

package health.salus.portal;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.NetworkId;
import health.salus.kernel.SalusException;
import java.net.URI;
import java.time.ZoneId;
import java.util.Locale;

/// What the portal needs to know about the node it belongs to.
///
/// @param memberName the organisation that runs the portal, as people know it
/// @param baseUrl where browsers reach it; its host is the relying party of the passkeys, so it must not change
/// @param zone in which moments are shown, always with its name
public record PortalConfig(String memberName, NetworkId network, URI baseUrl, ZoneId zone, Locale locale) {

    public PortalConfig {
        boolean usable = baseUrl.getHost() != null
                && baseUrl.getRawQuery() == null
                && baseUrl.getRawFragment() == null
                && (baseUrl.getPath().isEmpty() || baseUrl.getPath().equals("/"));
        if (!usable) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, "the base URL is a scheme, a host and a port, such as https://host:8443");
        }
        // Browsers offer passkeys in secure contexts only (Web Authentication Level 3, section 13.4.9).
        boolean local = baseUrl.getHost().equals("localhost");
        if (!baseUrl.getScheme().equals("https") && !local) {
            throw new SalusException(
                    ErrorCode.CONFIGURATION, "the base URL starts with https:// unless its host is localhost");
        }
    }

    public boolean tls() {
        return baseUrl.getScheme().equals("https");
    }

    /// The origin that browsers put into what a passkey signs (RFC 6454 section 6.2).
    public String origin() {
        return baseUrl.getScheme() + "://" + baseUrl.getRawAuthority();
    }

    /// The relying party id of the passkeys.
    public String relyingPartyId() {
        return baseUrl.getHost();
    }
}

package health.salus.portal.signin;

import health.salus.portal.PortalConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.util.Set;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/// The cookie of a browser session: unreadable to scripts, sent over TLS only, for this host only, never in a URL.
public final class SessionCookie implements ServletContextInitializer {

    private static final int IDLE_MINUTES = 20;

    private final PortalConfig config;

    public SessionCookie(PortalConfig config) {
        this.config = config;
    }

    /// With TLS a name that browsers tie to this very host (RFC 6265bis section 4.1.3.2).
    static String name(PortalConfig config) {
        return config.tls() ? "__Host-salus" : "salus";
    }

    @Override
    public void onStartup(ServletContext context) {
        SessionCookieConfig cookie = context.getSessionCookieConfig();
        cookie.setName(name(config));
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(config.tls());
        // Lax, not Strict: an application that asks for access leads the browser here from another site.
        cookie.setAttribute("SameSite", "Lax");
        context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
        context.setSessionTimeout(IDLE_MINUTES);
    }
}

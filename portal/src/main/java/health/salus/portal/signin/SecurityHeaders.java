package health.salus.portal.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/// The content security policy (CSP Level 3) and its companions: no inline script or style, nothing from elsewhere, no
/// framing.
public final class SecurityHeaders implements HeaderWriter {

    /// A request attribute: one more origin that a form of this page may lead to. An application that asked for access
    /// is sent back to by a redirect after a form, and browsers apply `form-action` to redirects as well.
    public static final String FORM_TARGET_ATTRIBUTE = SecurityHeaders.class.getName() + ".formTarget";

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    private static final String PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
            + "publickey-credentials-get=(self), publickey-credentials-create=(self)";

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        String policy =
                request.getAttribute(FORM_TARGET_ATTRIBUTE) instanceof String origin ? POLICY + " " + origin : POLICY;
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("Permissions-Policy", PERMISSIONS);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
}

package health.salus.node.security;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import tools.jackson.databind.json.JsonMapper;

/// Refusals at the door of the APIs: `WWW-Authenticate` as RFC 6750 section 3 asks, and a body in the language of the
/// API, an OperationOutcome under `/fhir` and a problem (RFC 9457) elsewhere.
final class ApiErrors implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final JsonMapper json = JsonMapper.shared();
    private final String metadata;

    ApiErrors(WebSecurityConfig config) {
        this.metadata = config.issuer() + "/.well-known/oauth-authorization-server";
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        boolean presented = reason instanceof OAuth2AuthenticationException;
        String challenge = "Bearer realm=\"salus\"";
        String detail = "the request carries no token";
        if (reason instanceof OAuth2AuthenticationException refused) {
            OAuth2Error error = refused.getError();
            challenge += ", error=\"" + error.getErrorCode() + "\", error_description=\"the token is not valid\"";
            detail = "the token is not valid, or no longer";
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        response.setHeader(HttpHeaders.LINK, "<" + metadata + ">; rel=\"oauth-authorization-server\"");
        write(
                request,
                response,
                new SalusException(ErrorCode.UNAUTHENTICATED, detail),
                presented ? "expired" : "login");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        SalusException reason = denied instanceof AuthorizationDeniedException decided
                        && decided.getAuthorizationResult() instanceof FhirAccess.Refused refused
                ? refused.reason()
                : new SalusException(ErrorCode.NOT_AUTHORISED, "the token does not allow this");
        if (reason.code() == ErrorCode.INSUFFICIENT_SCOPE) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"salus\", error=\"insufficient_scope\"");
        }
        write(request, response, reason, "forbidden");
    }

    private void write(HttpServletRequest request, HttpServletResponse response, SalusException reason, String issue)
            throws IOException {
        ErrorCode code = reason.code();
        boolean fhir = request.getServletPath().startsWith("/fhir");
        response.setStatus(code.httpStatus());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(fhir ? "application/fhir+json;charset=UTF-8" : "application/problem+json");
        response.getOutputStream().write(json.writeValueAsBytes(fhir ? outcome(reason, issue) : problem(reason)));
    }

    /// FHIR R4 OperationOutcome, with our code as a coding.
    private static Map<String, Object> outcome(SalusException reason, String issue) {
        Map<String, Object> coding =
                Map.of("system", "urn:salus:error", "code", reason.code().name());
        return Map.of(
                "resourceType",
                "OperationOutcome",
                "issue",
                List.of(Map.of(
                        "severity",
                        "error",
                        "code",
                        issue,
                        "details",
                        Map.of("coding", List.of(coding), "text", reason.code().nextStep()),
                        "diagnostics",
                        reason.detail())));
    }

    private static Map<String, Object> problem(SalusException reason) {
        return Map.of(
                "type", "urn:salus:error:" + reason.code().name(),
                "status", reason.code().httpStatus(),
                "code", reason.code().name(),
                "title", reason.code().name(),
                "detail", reason.detail(),
                "next", reason.code().nextStep());
    }
}

package health.salus.fhir.rest;

import health.salus.fhir.record.Caller;
import jakarta.servlet.http.HttpServletRequest;

/// Tells who sends a request, from the token that the web security has checked.
@FunctionalInterface
public interface CallerSource {
    /// The caller; [health.salus.kernel.SalusException] with `UNAUTHENTICATED` where there is none.
    Caller caller(HttpServletRequest request);
}

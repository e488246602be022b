package health.salus.portal.signin;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.HttpMessageConverterAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;

/// What follows an attempt to sign in. A failure never tells whether the name exists.
public final class SignInOutcomes {

    private final SignInLimiter limiter;

    public SignInOutcomes(SignInLimiter limiter) {
        this.limiter = limiter;
    }

    SignInLimiter limiter() {
        return limiter;
    }

    AuthenticationSuccessHandler success() {
        var onwards = new SavedRequestAwareAuthenticationSuccessHandler();
        onwards.setDefaultTargetUrl("/portal");
        return (request, response, authentication) -> {
            limiter.succeeded(SignInLimitFilter.name(request), request.getRemoteAddr());
            onwards.onAuthenticationSuccess(request, response, authentication);
        };
    }

    AuthenticationFailureHandler failure() {
        var back = new SimpleUrlAuthenticationFailureHandler(SignInPaths.SIGN_IN + "?failed");
        return (request, response, reason) -> {
            count(request);
            back.onAuthenticationFailure(request, response, reason);
        };
    }

    /// Answers the script of the sign-in page, as JSON with the address to go to.
    AuthenticationSuccessHandler passkeySuccess() {
        return new HttpMessageConverterAuthenticationSuccessHandler();
    }

    AuthenticationFailureHandler passkeyFailure() {
        return (request, response, _) -> {
            count(request);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        };
    }

    private void count(HttpServletRequest request) {
        limiter.failed(SignInLimitFilter.name(request), request.getRemoteAddr());
    }
}

package health.salus.portal.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Answers 429 before any password or signature is looked at, while the limiter says to wait.
final class SignInLimitFilter extends OncePerRequestFilter {

    /// Longer names are not looked at: no account has one.
    private static final int MAX_NAME_LENGTH = 200;

    private static final Set<String> GUARDED =
            Set.of(SignInPaths.SIGN_IN, SignInPaths.PASSKEY_SIGN_IN, SignInPaths.ACTIVATE);

    private final SignInLimiter limiter;

    SignInLimitFilter(SignInLimiter limiter) {
        this.limiter = limiter;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !GUARDED.contains(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Duration> wait = limiter.wait(name(request), request.getRemoteAddr());
        if (wait.isPresent()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.get().toSeconds() + 1));
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
            return;
        }
        chain.doFilter(request, response);
    }

    /// The name that an attempt is counted under: names differ neither by case nor by surrounding blanks.
    static String name(HttpServletRequest request) {
        String name = request.getServletPath().equals(SignInPaths.SIGN_IN) ? request.getParameter("username") : null;
        if (name == null) {
            return "";
        }
        String shortened = name.length() > MAX_NAME_LENGTH ? name.substring(0, MAX_NAME_LENGTH) : name;
        return shortened.strip().toLowerCase(Locale.ROOT);
    }
}

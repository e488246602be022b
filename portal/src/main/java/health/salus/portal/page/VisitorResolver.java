package health.salus.portal.page;

import health.salus.kernel.Digest;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.portal.Account;
import health.salus.portal.Accounts;
import health.salus.portal.Caller;
import health.salus.portal.PortalConfig;
import health.salus.portal.PurposeOfUse;
import health.salus.portal.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Turns the browser session into a [Visitor], looking the account up anew, so that a closed account ends at once.
public final class VisitorResolver implements HandlerMethodArgumentResolver {

    private static final String SECRET_ATTRIBUTE = VisitorResolver.class.getName() + ".secret";
    private static final int SECRET_LENGTH_BYTES = 32;

    private final Accounts accounts;
    private final PortalConfig config;
    private final RandomSource random;

    public VisitorResolver(Accounts accounts, PortalConfig config, RandomSource random) {
        this.accounts = accounts;
        this.config = config;
        this.random = random;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Visitor.class;
    }

    @Override
    public Visitor resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("not a servlet request");
        }
        return find(request).orElseThrow(() -> new SalusException(ErrorCode.UNAUTHENTICATED, "nobody is signed in"));
    }

    /// The visitor, if somebody is signed in.
    Optional<Visitor> find(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (principal == null) {
            return Optional.empty();
        }
        HttpSession session = request.getSession();
        boolean partial = request.getHeader("HX-Request") != null;
        return accounts.find(principal.getName())
                .map(account -> new Visitor(account, caller(account, session), session, partial));
    }

    private Caller caller(Account account, HttpSession session) {
        // A patient reads at the own request; everybody else chooses a purpose when opening a record.
        Optional<PurposeOfUse> purpose =
                account.role() == Role.PATIENT ? Optional.of(PurposeOfUse.PATRQT) : Optional.empty();
        return new Caller(
                account.principal(),
                account.organisation(),
                account.role(),
                purpose,
                account.subject(),
                new Caller.Evidence(config.origin() + "/portal", Digest.sha256(secret(session))));
    }

    /// A secret of the browser session that never leaves this process: its hash names the session on the ledger, where
    /// the hash of the cookie itself would let whoever reads the ledger test guesses.
    private Octets secret(HttpSession session) {
        synchronized (session) {
            if (session.getAttribute(SECRET_ATTRIBUTE) instanceof Octets secret) {
                return secret;
            }
            Octets secret = random.octets(SECRET_LENGTH_BYTES);
            session.setAttribute(SECRET_ATTRIBUTE, secret);
            return secret;
        }
    }
}

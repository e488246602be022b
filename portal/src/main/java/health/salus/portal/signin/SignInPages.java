package health.salus.portal.signin;

import health.salus.portal.Accounts;
import health.salus.portal.Accounts.Activation;
import health.salus.portal.page.Fields;
import health.salus.portal.page.PageFrame;
import health.salus.portal.page.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Signing in, and setting the first password with the code that staff handed over.
@Controller
public final class SignInPages {

    private final Accounts accounts;
    private final SignInLimiter limiter;
    private final ReturnTargets returnTargets;

    public SignInPages(Accounts accounts, SignInLimiter limiter, ReturnTargets returnTargets) {
        this.accounts = accounts;
        this.limiter = limiter;
        this.returnTargets = returnTargets;
    }

    /// Where a pending request of an application will lead the browser after sign-in.
    @FunctionalInterface
    public interface ReturnTargets {
        /// The origin that the request with this query may redirect to.
        Optional<String> originOf(SavedRequest request);
    }

    @GetMapping("/")
    String root() {
        return "redirect:/portal";
    }

    @GetMapping("/portal")
    String home(Visitor visitor) {
        return "redirect:" + PageFrame.home(visitor.account().role());
    }

    @GetMapping(SignInPaths.SIGN_IN)
    String signIn(HttpServletRequest request, HttpServletResponse response, Model model) {
        Principal principal = request.getUserPrincipal();
        if (principal != null && accounts.find(principal.getName()).isPresent()) {
            return "redirect:/portal";
        }
        SavedRequest pending = new HttpSessionRequestCache().getRequest(request, response);
        allowReturn(request, pending);
        model.addAttribute("failed", request.getParameter("failed") != null);
        model.addAttribute("out", request.getParameter("out") != null);
        model.addAttribute("activated", request.getParameter("activated") != null);
        return "portal/sign-in";
    }

    private void allowReturn(HttpServletRequest request, @Nullable SavedRequest pending) {
        if (pending != null) {
            returnTargets
                    .originOf(pending)
                    .ifPresent(origin -> request.setAttribute(SecurityHeaders.FORM_TARGET_ATTRIBUTE, origin));
        }
    }

    @GetMapping(SignInPaths.ACTIVATE)
    String activation(Model model) {
        return activation(model, "");
    }

    @PostMapping(SignInPaths.ACTIVATE)
    String activate(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam MultiValueMap<String, String> fields,
            Model model) {
        Fields form = new Fields(fields);
        String password = form.exact("password");
        if (!password.equals(form.exact("repeated"))) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return activation(model, "repeated");
        }
        return switch (accounts.activate(form.line("code"), password)) {
            case Activation.Activated _ -> "redirect:" + SignInPaths.SIGN_IN + "?activated";
            case Activation.WeakPassword _ -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield activation(model, "password");
            }
            case Activation.InvalidCode _ -> {
                limiter.failed("", request.getRemoteAddr());
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield activation(model, "code");
            }
        };
    }

    private static String activation(Model model, String problem) {
        model.addAttribute("problem", problem);
        model.addAttribute("minLength", Accounts.MIN_PASSWORD_LENGTH);
        model.addAttribute("maxLength", Accounts.MAX_PASSWORD_LENGTH);
        return "portal/activate";
    }
}

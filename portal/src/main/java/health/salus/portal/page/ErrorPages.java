package health.salus.portal.page;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// Says what went wrong, in plain words with the code, and what to do next; never what the cause was inside.
@Controller
public final class ErrorPages implements ErrorController {

    /// Where a request carries what it failed with; the servlet's own attribute is only set by the container.
    static final String CAUSE_ATTRIBUTE = ErrorPages.class.getName() + ".cause";

    /// How much of a stack is worth logging: the place, not the whole way there.
    private static final int LOGGED_FRAMES = 6;

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    private final PageFrame frames;

    public ErrorPages(PageFrame frames) {
        this.frames = frames;
    }

    /// What an error page shows.
    ///
    /// @param reference names the log entry, for defects only
    public record Problem(String code, int status, String nextStep, Optional<String> reference) {}

    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView page(HttpServletRequest request, HttpServletResponse response) {
        Problem problem = problem(request);
        response.setStatus(problem.status());
        ModelAndView page = new ModelAndView("portal/error", Map.of("problem", problem));
        page.addObject("frame", frames.frame(request));
        return page;
    }

    @RequestMapping("/error")
    ResponseEntity<Map<String, String>> json(HttpServletRequest request) {
        Problem problem = problem(request);
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(Map.of("code", problem.code(), "next", problem.nextStep()));
    }

    private static Problem problem(HttpServletRequest request) {
        Object kept = request.getAttribute(CAUSE_ATTRIBUTE);
        Object cause = kept != null ? kept : request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        for (Throwable at = cause instanceof Throwable t ? t : null; at != null; at = at.getCause()) {
            if (at instanceof SalusException salus) {
                return problem(salus.code(), salus.code().httpStatus(), Optional.empty());
            }
        }
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpStatus.NOT_FOUND.value();
        if (status == HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            String reference = UUID.randomUUID().toString();
            if (cause instanceof Throwable thrown) {
                // The class and the place, not the message: a message may quote a record.
                LOG.error("Unexpected error, reference {}: {}", reference, summary(thrown));
            }
            return problem(ErrorCode.INTERNAL, status, Optional.of(reference));
        }
        return problem(codeOf(status), status, Optional.empty());
    }

    private static ErrorCode codeOf(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.NOT_AUTHORISED;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 413 -> ErrorCode.TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 429 -> ErrorCode.TOO_MANY_REQUESTS;
            case 503 -> ErrorCode.OVERLOADED;
            default -> status < 500 ? ErrorCode.MALFORMED : ErrorCode.INTERNAL;
        };
    }

    private static Problem problem(ErrorCode code, int status, Optional<String> reference) {
        return new Problem(code.name(), status, code.nextStep(), reference);
    }

    private static String summary(Throwable thrown) {
        StringBuilder text = new StringBuilder(thrown.getClass().getName());
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            text.append("; ").append(at.getClass().getName());
            Arrays.stream(at.getStackTrace())
                    .limit(LOGGED_FRAMES)
                    .forEach(element -> text.append(" at ").append(element));
        }
        return text.toString();
    }
}

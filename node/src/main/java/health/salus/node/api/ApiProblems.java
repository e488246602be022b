package health.salus.node.api;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.node.security.AdministrationApi;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// Refusals and failures of `/api` as problems (RFC 9457), with the codes of docs/errors.md.
@RestControllerAdvice(basePackageClasses = ApiProblems.class, assignableTypes = AdministrationApi.class)
final class ApiProblems {

    private static final System.Logger LOG = System.getLogger(ApiProblems.class.getName());
    private static final int REFERENCE_BYTES = 8;
    private static final int LOGGED_FRAMES = 12;

    private final RandomSource random;

    ApiProblems(RandomSource random) {
        this.random = random;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(SalusException refusal) {
        return problem(refusal.code(), refusal.detail(), Optional.empty());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException unreadable) {
        return unreadable.getCause() instanceof SalusException refusal
                ? refused(refusal)
                : problem(ErrorCode.MALFORMED, "the request has no readable body", Optional.empty());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mistyped(MethodArgumentTypeMismatchException mistyped) {
        return mistyped.getCause() != null && mistyped.getCause().getCause() instanceof SalusException refusal
                ? refused(refusal)
                : problem(ErrorCode.MALFORMED, "the parameter " + mistyped.getName(), Optional.empty());
    }

    /// A defect of ours: the caller gets a reference, the log the cause without its message, which may hold a value.
    @ExceptionHandler
    ResponseEntity<ProblemDetail> defect(RuntimeException failure) {
        String reference = random.octets(REFERENCE_BYTES).hex();
        String stack = Arrays.stream(failure.getStackTrace())
                .limit(LOGGED_FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        LOG.log(
                System.Logger.Level.ERROR,
                "reference {0}: {1} at {2}",
                reference,
                failure.getClass().getName(),
                stack);
        return problem(ErrorCode.INTERNAL, "the node failed", Optional.of(reference));
    }

    private static ResponseEntity<ProblemDetail> problem(ErrorCode code, String detail, Optional<String> reference) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.valueOf(code.httpStatus()), detail);
        problem.setType(URI.create("urn:salus:error:" + code.name()));
        problem.setTitle(code.name());
        problem.setProperty("code", code.name());
        problem.setProperty("next", code.nextStep());
        reference.ifPresent(text -> problem.setProperty("reference", text));
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(code.httpStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        return (code == ErrorCode.TOO_MANY_REQUESTS ? answer.header(HttpHeaders.RETRY_AFTER, "1") : answer)
                .body(problem);
    }
}

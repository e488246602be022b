package health.salus.portal.page;

import health.salus.kernel.SalusException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MultipartException;

/// Sends what a page could not handle to [ErrorPages], past the container's own log, which would quote it in full.
@ControllerAdvice("health.salus.portal")
public final class PortalProblems {

    @ExceptionHandler
    void problem(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = switch (thrown) {
            case SalusException salus -> salus.code().httpStatus();
            case ErrorResponse answer -> answer.getStatusCode().value();
            case TypeMismatchException _, IllegalArgumentException _, MultipartException _ ->
                HttpStatus.BAD_REQUEST.value();
            default -> HttpStatus.INTERNAL_SERVER_ERROR.value();
        };
        request.setAttribute(ErrorPages.CAUSE_ATTRIBUTE, thrown);
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, status);
        response.sendError(status);
    }
}

package health.salus.fhir.rest;

import health.salus.fhir.FhirException;
import health.salus.fhir.record.RecordService;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.RandomSource;
import health.salus.kernel.SalusException;
import health.salus.kernel.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// `/fhir` over HTTP: formats and headers here, everything else in [FhirServer].
@Controller
public final class FhirController {
    private static final System.Logger LOG = System.getLogger(FhirController.class.getName());
    private static final int REFERENCE_BYTES = 8;
    private static final int LOGGED_FRAMES = 12;
    private static final int UNAUTHORIZED = 401;

    private final FhirServer server;
    private final CallerSource callers;
    private final FhirSettings settings;
    private final RandomSource random;
    private final Instant started;
    private final BodyBudget bodies = BodyBudget.ofHeap();

    public FhirController(
            RecordService records, CallerSource callers, FhirSettings settings, RandomSource random, TimeSource time) {
        server = new FhirServer(records, random, time);
        this.callers = callers;
        this.settings = settings;
        this.random = random;
        started = time.now();
    }

    /// Every request below the base.
    @RequestMapping({"/fhir", "/fhir/**"})
    public void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpExchange exchange = new HttpExchange(request, settings);
        FhirResponse answer = answer(exchange, request);
        Body body = Body.of(answer.json(), exchange.format(), exchange.pretty());
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        if (answer.status() == UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (body.bytes().isEmpty()) {
            return;
        }
        response.setContentType(body.contentType());
        response.setContentLength(body.bytes().length());
        if (!request.getMethod().equals("HEAD")) {
            body.bytes().writeTo(response.getOutputStream());
        }
    }

    private FhirResponse answer(HttpExchange exchange, HttpServletRequest request) throws IOException {
        try {
            exchange.requireFormat();
            if (exchange.path().equals(List.of("metadata"))) {
                return FhirResponse.of(FhirResponse.OK, CapabilityStatement.write(exchange.base(), settings, started));
            }
            try (BodyBudget.Lease lease = bodies.lease()) {
                return server.answer(exchange.request(callers.caller(request), lease));
            }
        } catch (FhirException e) {
            return Outcomes.refusal(e);
        } catch (SalusException e) {
            return Outcomes.refusal(Outcomes.from(e));
        } catch (RuntimeException e) {
            return defect(e);
        }
    }

    /// A defect of ours: the caller gets a reference, the log the cause without the message, which may hold a value.
    private FhirResponse defect(RuntimeException e) {
        String reference = random.octets(REFERENCE_BYTES).hex();
        String stack = Arrays.stream(e.getStackTrace())
                .limit(LOGGED_FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        LOG.log(
                System.Logger.Level.ERROR,
                "reference {0}: {1} at {2}",
                reference,
                e.getClass().getName(),
                stack);
        return Outcomes.refusal(Outcomes.from(new SalusException(ErrorCode.INTERNAL, "reference " + reference)));
    }
}

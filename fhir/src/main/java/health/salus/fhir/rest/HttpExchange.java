package health.salus.fhir.rest;

import health.salus.fhir.FhirException;
import health.salus.fhir.bundle.Method;
import health.salus.fhir.bundle.Preconditions;
import health.salus.fhir.record.Caller;
import health.salus.fhir.rest.FhirRequest.Wishes;
import health.salus.fhir.search.QueryParameter;
import health.salus.fhir.structure.IssueType;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Takes from a servlet request what the interface needs of it.
final class HttpExchange {
    private static final String ROOT = "/fhir";
    private static final List<String> OF_THE_FORMAT = List.of("_format", "_pretty");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MAX_KEY_CHARACTERS = 128;

    private final HttpServletRequest request;
    private final FhirSettings settings;
    private final List<QueryParameter> query;

    HttpExchange(HttpServletRequest request, FhirSettings settings) {
        this.request = request;
        this.settings = settings;
        query = Optional.ofNullable(request.getQueryString())
                .map(QueryParameter::parse)
                .orElse(List.of());
    }

    /// The segments below the base.
    List<String> path() {
        String uri = request.getRequestURI();
        String below = uri.substring(uri.indexOf(ROOT, request.getContextPath().length()) + ROOT.length());
        return Arrays.stream(below.split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    String base() {
        return settings.base().orElseGet(() -> {
            String url = request.getRequestURL().toString();
            String uri = request.getRequestURI();
            return url.substring(0, url.length() - uri.length()) + request.getContextPath() + ROOT;
        });
    }

    /// The format of the answer: `_format` before `Accept` (R4 http.html#parameters). Nothing where we have neither.
    private Optional<Format> wantedFormat() {
        Optional<String> format = parameter("_format");
        if (format.isPresent()) {
            return Format.named(format.get());
        }
        return header("Accept").map(Format::accepted).orElse(Optional.of(Format.JSON));
    }

    void requireFormat() {
        if (wantedFormat().isEmpty()) {
            throw FhirException.of(
                    ErrorCode.NOT_ACCEPTABLE, IssueType.NOT_SUPPORTED, "", "neither FHIR JSON nor XML is accepted");
        }
    }

    /// The format of any answer, also of one that says that there is no format.
    Format format() {
        return wantedFormat().orElse(Format.JSON);
    }

    boolean pretty() {
        return parameter("_pretty").filter("true"::equals).isPresent();
    }

    private Optional<String> parameter(String name) {
        return query.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(QueryParameter::value)
                .findFirst();
    }

    /// @param lease holds the body's memory until the request is answered
    FhirRequest request(Caller caller, BodyBudget.Lease lease) throws IOException {
        List<String> path = path();
        boolean search = path.size() == 2 && path.get(1).equals("_search");
        List<QueryParameter> parameters = search ? allParameters() : query;
        return new FhirRequest(
                caller,
                base(),
                method(),
                path,
                parameters.stream()
                        .filter(parameter -> !OF_THE_FORMAT.contains(parameter.name()))
                        .toList(),
                wishes(),
                search ? Octets.EMPTY : body(lease));
    }

    private Method method() {
        try {
            return Method.valueOf(request.getMethod());
        } catch (IllegalArgumentException _) {
            throw FhirException.of(ErrorCode.METHOD_NOT_ALLOWED, IssueType.NOT_SUPPORTED, "", "no such method");
        }
    }

    /// Those of the URL and those of the form together (R4 http.html#search).
    private List<QueryParameter> allParameters() {
        String type = request.getContentType();
        if (type != null && !type.startsWith(FORM)) {
            throw unsupported("a search is posted as " + FORM);
        }
        List<QueryParameter> parameters = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            for (String value : values) {
                parameters.add(new QueryParameter(name, value));
            }
        });
        return parameters;
    }

    private Wishes wishes() {
        Preconditions conditions = new Preconditions(
                header("If-Match"), header("If-None-Match"), header("If-Modified-Since"), header("If-None-Exist"));
        Optional<String> key = header("Idempotency-Key");
        if (key.isPresent() && !key.get().matches("[!-~]{1," + MAX_KEY_CHARACTERS + "}")) {
            throw FhirException.of(
                    ErrorCode.MALFORMED,
                    IssueType.INVALID,
                    "",
                    "Idempotency-Key has 1 to " + MAX_KEY_CHARACTERS + " printable characters");
        }
        return new Wishes(conditions, header("Prefer").map(Prefer::parse).orElse(Prefer.NOTHING), key);
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    private Octets body(BodyBudget.Lease lease) throws IOException {
        if (method() != Method.POST && method() != Method.PUT) {
            return Octets.EMPTY;
        }
        if (request.getHeader("Content-Encoding") != null) {
            throw unsupported("send the body without Content-Encoding");
        }
        String type = request.getContentType();
        Format format = type == null
                ? Format.JSON
                : Format.named(type).orElseThrow(() -> unsupported("the Content-Type is neither FHIR JSON nor XML"));
        byte[] bytes = lease.read(request.getInputStream());
        if (bytes.length == 0) {
            throw FhirException.of(ErrorCode.MALFORMED, IssueType.INVALID, "", "the body is empty");
        }
        Octets body = Octets.wrap(bytes);
        return format == Format.XML ? XmlFormat.toJson(body) : body;
    }

    private static FhirException unsupported(String text) {
        return FhirException.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, IssueType.NOT_SUPPORTED, "", text);
    }
}

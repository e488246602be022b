package health.salus.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads why a node refused: a problem of `/api` (RFC 9457), an OperationOutcome of `/fhir`, or an error of the
/// authorization server (RFC 6749 section 5.2).
final class Refusals {

    /// The code system of [ErrorCode] in FHIR's codings.
    static final String CODE_SYSTEM = "urn:salus:error";

    /// A detail is a sentence. What is longer comes from something that is not a node.
    private static final int MAX_DETAIL_LENGTH = 2_000;

    private static final int MAX_ISSUES = 10;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Refusals() {}

    static SalusException of(Answer answer) {
        JsonNode body = body(answer);
        if (body.path("resourceType").asText().equals("OperationOutcome")) {
            return ofOutcome(answer.status(), body);
        }
        if (body.hasNonNull("error")) {
            String detail = body.path("error_description")
                    .asText(said(body.path("error").asText()));
            // RFC 6749 section 5.2: who asks is known, and may not have it.
            ErrorCode code = body.path("error").asText().equals("invalid_scope")
                    ? ErrorCode.INSUFFICIENT_SCOPE
                    : ErrorCode.UNAUTHENTICATED;
            return refusal(code, detail, answer.status());
        }
        ErrorCode code = code(body.path("code").asText()).orElseGet(() -> ofStatus(answer.status()));
        String detail = body.path("detail").asText("status " + answer.status());
        return refusal(code, detail, answer.status());
    }

    /// RFC 6749 section 5.2 has words for programs.
    private static String said(String error) {
        return error.equals("invalid_client")
                ? error + ": the node knows no principal or program of this name with this key or password"
                : error;
    }

    private static SalusException refusal(ErrorCode code, String detail, int status) {
        return new SalusException(code, sentence(detail), new NodeAnswer(status));
    }

    /// How long the node asked to wait (RFC 9110 section 10.2.3, in seconds).
    static Optional<Duration> retryAfter(Answer answer) {
        return answer.header("retry-after")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .map(asked -> asked.compareTo(LONGEST_RETRY_AFTER) < 0 ? asked : LONGEST_RETRY_AFTER);
    }

    /// The code and the issues of an OperationOutcome, each with its place.
    static SalusException ofOutcome(int status, JsonNode outcome) {
        Optional<ErrorCode> code = Optional.empty();
        List<String> lines = new ArrayList<>();
        for (JsonNode issue : outcome.path("issue")) {
            for (JsonNode coding : issue.path("details").path("coding")) {
                if (code.isEmpty() && coding.path("system").asText().equals(CODE_SYSTEM)) {
                    code = code(coding.path("code").asText());
                }
            }
            if (lines.size() < MAX_ISSUES) {
                lines.add(line(issue));
            }
        }
        String detail = lines.isEmpty() ? "status " + status : String.join("; ", lines);
        return refusal(code.orElseGet(() -> ofStatus(status)), detail, status);
    }

    private static String line(JsonNode issue) {
        String text = issue.path("diagnostics")
                .asText(issue.path("details").path("text").asText());
        String place = issue.path("expression").path(0).asText();
        String said = text.isEmpty() ? issue.path("code").asText() : text;
        return place.isEmpty() || said.contains(place) ? said : place + ": " + said;
    }

    private static Optional<ErrorCode> code(String name) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.name().equals(name)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    /// For answers without a code of ours: from a proxy, or from a newer node.
    private static ErrorCode ofStatus(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.NOT_AUTHORISED;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 410 -> ErrorCode.DELETED;
            case 412 -> ErrorCode.VERSION_CONFLICT;
            case 413 -> ErrorCode.TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 422 -> ErrorCode.INVALID_STRUCTURE;
            case 429 -> ErrorCode.TOO_MANY_REQUESTS;
            case 502, 503, 504 -> ErrorCode.NOT_ACTIVE;
            case 507 -> ErrorCode.STORAGE_FULL;
            default -> status >= 500 ? ErrorCode.INTERNAL : ErrorCode.MALFORMED;
        };
    }

    private static JsonNode body(Answer answer) {
        try {
            JsonNode body = MAPPER.readTree(answer.body().toArray());
            return body == null ? MAPPER.createObjectNode() : body;
        } catch (IOException notJson) {
            return MAPPER.createObjectNode();
        }
    }

    private static String sentence(String text) {
        String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_DETAIL_LENGTH ? line : line.substring(0, MAX_DETAIL_LENGTH) + " ...";
    }
}

package health.salus.fhir.rest;

import health.salus.fhir.FhirException;
import health.salus.fhir.structure.Issue;
import health.salus.fhir.structure.IssueType;
import health.salus.fhir.structure.JsonOutput;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.util.List;
import java.util.Locale;

/// Writes OperationOutcomes: each issue with the code of docs/errors.md and what to do next.
final class Outcomes {
    /// The system of the codes in docs/errors.md.
    static final String SYSTEM = "urn:salus:error";

    private Outcomes() {}

    static Octets of(FhirException refusal) {
        return of(refusal.code(), refusal.issues());
    }

    static FhirResponse refusal(FhirException refusal) {
        FhirResponse response = FhirResponse.of(refusal.code().httpStatus(), of(refusal));
        return refusal.code() == ErrorCode.TOO_MANY_REQUESTS ? response.with("Retry-After", "1") : response;
    }

    static Octets of(ErrorCode code, String detail) {
        return of(code, List.of(Issue.error(type(code), "", detail)));
    }

    static Octets of(ErrorCode code, List<Issue> issues) {
        JsonOutput json = JsonOutput.resource("OperationOutcome").array("issue");
        for (Issue issue : issues) {
            begin(json, issue).object("details").array("coding").object();
            json.member("system", SYSTEM)
                    .member("code", code.name())
                    .endObject()
                    .endArray();
            json.member("text", code.nextStep()).endObject();
            place(json, issue).endObject();
        }
        return json.endArray().endObject().octets();
    }

    /// An outcome of a request that succeeded, or what was left out of it.
    static Octets informing(List<Issue> issues) {
        JsonOutput json = JsonOutput.resource("OperationOutcome").array("issue");
        for (Issue issue : issues) {
            place(begin(json, issue), issue).endObject();
        }
        return json.endArray().endObject().octets();
    }

    static Octets done(String text) {
        return informing(
                List.of(new Issue(Issue.Severity.INFORMATION, IssueType.INFORMATIONAL, "", Issue.NO_OFFSET, text)));
    }

    private static JsonOutput begin(JsonOutput json, Issue issue) {
        return json.object()
                .member("severity", issue.severity().name().toLowerCase(Locale.ROOT))
                .member("code", issue.type().code());
    }

    private static JsonOutput place(JsonOutput json, Issue issue) {
        String byteText = issue.offset() == Issue.NO_OFFSET ? "" : " (at byte " + issue.offset() + ")";
        if (!issue.text().isEmpty()) {
            json.member("diagnostics", issue.text() + byteText);
        }
        return issue.location().isEmpty()
                ? json
                : json.array("expression").item(issue.location()).endArray();
    }

    static FhirException from(SalusException failure) {
        return FhirException.of(failure.code(), type(failure.code()), "", failure.detail());
    }

    /// The kind of issue (R4 valueset-issue-type) that goes with each HTTP status of docs/errors.md.
    static IssueType type(ErrorCode code) {
        return switch (code.httpStatus()) {
            case 401 -> IssueType.LOGIN;
            case 403 -> IssueType.FORBIDDEN;
            case 404 -> IssueType.NOT_FOUND;
            case 405, 406, 415 -> IssueType.NOT_SUPPORTED;
            case 409 -> IssueType.CONFLICT;
            case 410 -> IssueType.DELETED;
            case 412 -> code == ErrorCode.MULTIPLE_MATCHES ? IssueType.MULTIPLE_MATCHES : IssueType.CONFLICT;
            case 413 -> IssueType.TOO_LONG;
            case 422 -> IssueType.PROCESSING;
            case 429 -> IssueType.THROTTLED;
            case 503, 507 -> IssueType.TRANSIENT;
            case 500 -> IssueType.EXCEPTION;
            default -> IssueType.INVALID;
        };
    }
}

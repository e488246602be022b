package health.salus.fhir;

import health.salus.fhir.structure.Issue;
import health.salus.fhir.structure.IssueType;
import health.salus.kernel.ErrorCode;
import java.io.Serial;
import java.util.List;

/// A request that cannot be carried out, with what is wrong: answered with the code's status and an OperationOutcome.
public final class FhirException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<Issue> issues;

    public FhirException(ErrorCode code, List<Issue> issues) {
        super(code.name());
        this.code = code;
        this.issues = List.copyOf(issues);
    }

    /// A request with one thing wrong, at a place that FHIRPath names or nowhere in particular.
    public static FhirException of(ErrorCode code, IssueType type, String location, String text) {
        return new FhirException(code, List.of(Issue.error(type, location, text)));
    }

    public ErrorCode code() {
        return code;
    }

    public List<Issue> issues() {
        return issues;
    }
}

package health.salus.fhir.consent;

import health.salus.fhir.structure.Issue;
import health.salus.fhir.structure.IssueType;
import java.util.ArrayList;
import java.util.List;

/// What is found wrong in, or worth knowing of, one consent.
final class Findings {
    private static final int MAX_ERRORS = 50;

    private final List<Issue> errors = new ArrayList<>();
    private final List<Issue> notes = new ArrayList<>();

    /// Something that is not enforced as it is written.
    void error(IssueType type, String location, String text) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(Issue.error(type, location, text));
        }
    }

    void unsupported(String location, String text) {
        error(IssueType.NOT_SUPPORTED, location, text);
    }

    void note(String location, String text) {
        notes.add(new Issue(Issue.Severity.INFORMATION, IssueType.INFORMATIONAL, location, Issue.NO_OFFSET, text));
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    List<Issue> errors() {
        return errors;
    }

    List<Issue> notes() {
        return notes;
    }
}

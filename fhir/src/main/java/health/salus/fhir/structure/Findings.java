package health.salus.fhir.structure;

import health.salus.fhir.structure.Issue.Severity;
import java.util.ArrayList;
import java.util.List;

/// The issues of one pass, up to a limit: a document that is wrong everywhere must not cost memory in proportion.
final class Findings {
    static final int MAX_ISSUES = 50;

    private final List<Issue> issues = new ArrayList<>(4);
    private int unlisted;

    void add(Issue issue) {
        if (issues.size() < MAX_ISSUES) {
            issues.add(issue);
        } else {
            unlisted++;
        }
    }

    List<Issue> all() {
        if (unlisted > 0) {
            String text = unlisted + " more issues are not listed";
            issues.add(new Issue(Severity.INFORMATION, IssueType.INFORMATIONAL, "", Issue.NO_OFFSET, text));
            unlisted = 0;
        }
        return List.copyOf(issues);
    }
}

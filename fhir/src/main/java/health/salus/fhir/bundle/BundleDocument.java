package health.salus.fhir.bundle;

import health.salus.fhir.FhirException;
import health.salus.fhir.structure.Checked;
import health.salus.fhir.structure.Issue;
import health.salus.fhir.structure.IssueType;
import health.salus.fhir.structure.Links;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.ErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A Bundle of requests that has been checked and taken apart.
public record BundleDocument(Checked checked, BundleRequest request) {
    /// Checks the bytes and reads the entries. Where entries are called by other than `urn:` addresses, a second pass
    /// notes the elements of type uri that name one of them.
    public static BundleDocument open(StructureChecker checker, byte[] json) {
        Checked checked = acceptable(checker.check(json));
        BundleRequest request = BundleReader.read(json, checked);
        Set<String> names = new HashSet<>();
        for (EntryRequest entry : request.entries()) {
            boolean assigned = entry.method() == Method.POST;
            entry.fullUrl().filter(name -> assigned && !name.startsWith("urn:")).ifPresent(names::add);
        }
        if (names.isEmpty()) {
            return new BundleDocument(checked, request);
        }
        Checked again = acceptable(checker.check(json, new Links(names)));
        return new BundleDocument(again, BundleReader.read(json, again));
    }

    /// The document, if nothing speaks against it.
    public static Checked acceptable(Checked checked) {
        if (!checked.acceptable()) {
            throw new FhirException(code(checked.issues()), checked.issues());
        }
        return checked;
    }

    /// What is no JSON, or too much of it, is told apart from what is no right resource (R4 http.html#create: 400,
    /// 413, 422).
    private static ErrorCode code(List<Issue> issues) {
        if (issues.stream().anyMatch(issue -> issue.type() == IssueType.TOO_COSTLY)) {
            return ErrorCode.TOO_DEEP;
        }
        boolean fatal = issues.stream().anyMatch(issue -> issue.severity() == Issue.Severity.FATAL);
        if (!fatal) {
            return ErrorCode.INVALID_STRUCTURE;
        }
        boolean large = issues.stream().anyMatch(issue -> issue.type() == IssueType.TOO_LONG);
        return large ? ErrorCode.TOO_LARGE : ErrorCode.MALFORMED;
    }
}

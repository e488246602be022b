package health.salus.fhir.structure;

/// Something wrong in a document, and where.
///
/// @param location the element, as FHIRPath writes it: `Patient.name[0].given[1]`
/// @param offset the byte at which the value begins, or -1 where no byte can be named
/// @param text what is wrong and what to do, without the value itself
public record Issue(Severity severity, IssueType type, String location, long offset, String text) {
    public static final long NO_OFFSET = -1;

    /// How much it matters (R4 valueset-issue-severity).
    public enum Severity {
        FATAL,
        ERROR,
        WARNING,
        INFORMATION
    }

    public static Issue error(IssueType type, String location, String text) {
        return new Issue(Severity.ERROR, type, location, NO_OFFSET, text);
    }

    boolean refuses() {
        return severity == Severity.FATAL || severity == Severity.ERROR;
    }
}

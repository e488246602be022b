package health.salus.fhir.structure;

/// What kind of thing is wrong: the codes of R4 valueset-issue-type that we use.
public enum IssueType {
    INVALID("invalid"),
    STRUCTURE("structure"),
    REQUIRED("required"),
    VALUE("value"),
    INVARIANT("invariant"),
    SECURITY("security"),
    LOGIN("login"),
    FORBIDDEN("forbidden"),
    SUPPRESSED("suppressed"),
    PROCESSING("processing"),
    NOT_SUPPORTED("not-supported"),
    DUPLICATE("duplicate"),
    MULTIPLE_MATCHES("multiple-matches"),
    NOT_FOUND("not-found"),
    DELETED("deleted"),
    TOO_LONG("too-long"),
    CODE_INVALID("code-invalid"),
    EXTENSION("extension"),
    TOO_COSTLY("too-costly"),
    BUSINESS_RULE("business-rule"),
    CONFLICT("conflict"),
    TRANSIENT("transient"),
    TIMEOUT("timeout"),
    THROTTLED("throttled"),
    EXCEPTION("exception"),
    INFORMATIONAL("informational");

    private final String code;

    IssueType(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}

package health.salus.fhir.bundle;

import health.salus.fhir.FhirException;
import health.salus.fhir.structure.IssueType;
import health.salus.kernel.ErrorCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Versions as entity tags (R4 http.html#versions): `W/"3"`.
public final class EntityTags {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"?([0-9]{1,18})\"?");

    private EntityTags() {}

    public static String of(long version) {
        return "W/\"" + version + "\"";
    }

    /// Whether a list of tags names a version, or any (RFC 9110 section 13.1.2).
    public static boolean listed(String header, long version) {
        for (String tag : header.split(",")) {
            Matcher matcher = TAG.matcher(tag.strip());
            if (tag.strip().equals("*") || (matcher.matches() && Long.parseLong(matcher.group(1)) == version)) {
                return true;
            }
        }
        return false;
    }

    /// The version that a tag names. One that no version of ours has can match nothing.
    public static long version(String tag) {
        Matcher matcher = TAG.matcher(tag.strip());
        if (!matcher.matches()) {
            throw FhirException.of(
                    ErrorCode.VERSION_CONFLICT, IssueType.CONFLICT, "", "If-Match names no version of this server");
        }
        return Long.parseLong(matcher.group(1));
    }
}

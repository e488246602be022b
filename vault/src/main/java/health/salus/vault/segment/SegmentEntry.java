package health.salus.vault.segment;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.time.Instant;
import java.util.regex.Pattern;

/// One version of one resource: its exact bytes, and what the server's `meta` says of it.
public record SegmentEntry(String type, String id, long version, Instant lastUpdated, Octets bytes) {

    private static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,64}");

    /// FHIR R4 `id`.
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    public SegmentEntry {
        if (!TYPE.matcher(type).matches()) {
            throw new SalusException(ErrorCode.MALFORMED, "a resource type has 1 to 64 letters");
        }
        if (!ID.matcher(id).matches()) {
            throw new SalusException(ErrorCode.MALFORMED, "a resource id has 1 to 64 letters, digits, '-' and '.'");
        }
        if (version < 1) {
            throw new SalusException(ErrorCode.MALFORMED, "resource versions begin at 1");
        }
    }

    /// The bytes are a medical document: they stay out of logs.
    @Override
    public String toString() {
        return "SegmentEntry[" + type + ", version " + version + ", " + bytes.length() + " bytes]";
    }
}

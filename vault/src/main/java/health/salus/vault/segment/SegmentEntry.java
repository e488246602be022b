package health.salus.vault.segment;

import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.time.Instant;

/// One version of one resource: its exact bytes, and what the server's `meta` says of it.
public record SegmentEntry(String type, String id, long version, Instant lastUpdated, Octets bytes) {

    private static final int MAX_CHARACTERS = 64;

    public SegmentEntry {
        if (!isWord(type, false)) {
            throw new SalusException(ErrorCode.MALFORMED, "a resource type has 1 to 64 letters");
        }
        if (!isWord(id, true)) {
            throw new SalusException(ErrorCode.MALFORMED, "a resource id has 1 to 64 letters, digits, '-' and '.'");
        }
        if (version < 1) {
            throw new SalusException(ErrorCode.MALFORMED, "resource versions begin at 1");
        }
    }

    /// A type has letters, an id (FHIR R4 `id`) digits, '-' and '.' as well. Checked for each resource of an import, so
    /// by hand.
    private static boolean isWord(String text, boolean id) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            boolean idOnly = (c >= '0' && c <= '9') || c == '-' || c == '.';
            if (!letter && !(id && idOnly)) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_CHARACTERS;
    }

    /// The bytes are a medical document: they stay out of logs.
    @Override
    public String toString() {
        return "SegmentEntry[" + type + ", version " + version + ", " + bytes.length() + " bytes]";
    }
}

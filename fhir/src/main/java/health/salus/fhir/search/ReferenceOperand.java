package health.salus.fhir.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Something that a resource points at (R4 search.html#reference): `[id]`, `[type]/[id]`, or an address as it is
/// written.
///
/// @param relative whether it names a resource of this server, and not an address
/// @param type empty for any, and for an address
/// @param id the logical id, or the address
/// @param version empty for any
record ReferenceOperand(boolean relative, String type, String id, String version) implements Operand {
    private static final Pattern RELATIVE =
            Pattern.compile("(?:([A-Z][A-Za-z]+)/)?([A-Za-z0-9.-]{1,64})(?:/_history/([A-Za-z0-9.-]{1,64}))?");
    private static final String HISTORY = "/_history/";

    static ReferenceOperand read(String text) {
        Matcher matcher = RELATIVE.matcher(text);
        if (!matcher.matches()) {
            return new ReferenceOperand(false, "", text, "");
        }
        return new ReferenceOperand(true, orEmpty(matcher.group(1)), matcher.group(2), orEmpty(matcher.group(3)));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// A bare id as one of the only type that can be meant.
    ReferenceOperand ofType(String only) {
        return relative && type.isEmpty() ? new ReferenceOperand(true, only, id, version) : this;
    }

    boolean isTo(String wanted) {
        return type.equals(wanted);
    }

    @Override
    public ValueTest against(ElementPath path) {
        return switch (path.type()) {
            case "Reference" -> reference -> matches(Json.text(reference, "reference"));
            case "canonical", "uri" -> value -> matchesAddress(value.textValue());
            case "Resource" -> this::matchesResource;
            default -> ValueTest.NEVER;
        };
    }

    private boolean matches(@Nullable String found) {
        if (found == null) {
            return false;
        }
        if (!relative) {
            return found.equals(id);
        }
        int slash = found.indexOf('/');
        int end = slash + 1 + id.length();
        return slash > 0
                && found.startsWith(id, slash + 1)
                && (type.isEmpty() ? isTypeName(found, slash) : slash == type.length() && found.startsWith(type))
                && (found.length() == end
                        ? version.isEmpty()
                        : found.startsWith(HISTORY, end) && isVersion(found, end));
    }

    private boolean isVersion(String found, int end) {
        return version.isEmpty() || found.substring(end + HISTORY.length()).equals(version);
    }

    /// Whether what stands before the slash is the name of a type, and not the scheme of an address.
    private static boolean isTypeName(String found, int slash) {
        for (int i = 0; i < slash; i++) {
            char c = found.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (i > 0 && c >= 'a' && c <= 'z');
            if (!letter) {
                return false;
            }
        }
        return true;
    }

    private boolean matchesAddress(@Nullable String found) {
        String address = type.isEmpty() ? id : type + "/" + id;
        return found != null && (found.equals(address) || UriOperand.isVersionOf(found, address));
    }

    /// The first entry of a document or message stands in for a reference to it.
    private boolean matchesResource(JsonNode resource) {
        return id.equals(Json.text(resource, "id"))
                && (type.isEmpty() || type.equals(Json.text(resource, "resourceType")));
    }

    @Override
    public String normalised() {
        String address = type.isEmpty() ? id : type + "/" + id;
        return Escapes.escape(version.isEmpty() ? address : address + HISTORY + version);
    }
}

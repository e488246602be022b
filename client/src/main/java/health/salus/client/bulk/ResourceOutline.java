package health.salus.client.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import health.salus.kernel.Octets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// What an import has to know about a resource before it sends it, read without building a tree.
///
/// @param type the `resourceType`; empty when there is none
/// @param bundleType the bundle's `type`; empty for anything else
/// @param entries how many entries a bundle has
/// @param firstType the `resourceType` of a bundle's first entry
record ResourceOutline(
        Optional<String> type,
        Optional<String> id,
        Optional<String> bundleType,
        long entries,
        Optional<String> firstType) {

    private static final JsonFactory JSON = new JsonFactory();

    static ResourceOutline read(Octets json) throws IOException {
        return read(new ByteArrayInputStream(json.toArray()), false);
    }

    /// Reads the whole resource, or no further than its first entry when `peek` is set.
    static ResourceOutline read(InputStream json, boolean peek) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            return new Scan(parser, peek).run();
        }
    }

    private static final class Scan {

        private final JsonParser parser;
        private final boolean peek;
        private Optional<String> type = Optional.empty();
        private Optional<String> id = Optional.empty();
        private Optional<String> bundleType = Optional.empty();
        private Optional<String> firstType = Optional.empty();
        private long entries;

        Scan(JsonParser parser, boolean peek) {
            this.parser = parser;
            this.peek = peek;
        }

        ResourceOutline run() throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            boolean done = false;
            while (!done && parser.nextToken() == JsonToken.FIELD_NAME) {
                done = member(parser.currentName());
            }
            return new ResourceOutline(type, id, bundleType, entries, firstType);
        }

        /// True when enough was seen.
        private boolean member(String name) throws IOException {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "resourceType" -> type = Optional.ofNullable(parser.getValueAsString());
                case "id" -> id = Optional.ofNullable(parser.getValueAsString());
                case "type" -> bundleType = Optional.ofNullable(parser.getValueAsString());
                case "entry" -> {
                    return value == JsonToken.START_ARRAY && entries();
                }
                default -> {
                    // Passed over below.
                }
            }
            parser.skipChildren();
            return false;
        }

        private boolean entries() throws IOException {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                entries++;
                if (firstType.isEmpty()) {
                    firstType = entryType();
                } else {
                    parser.skipChildren();
                }
                if (peek && firstType.isPresent()) {
                    return true;
                }
            }
            return false;
        }

        private Optional<String> entryType() throws IOException {
            Optional<String> found = Optional.empty();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean resource = parser.currentName().equals("resource");
                JsonToken value = parser.nextToken();
                if (resource && value == JsonToken.START_OBJECT) {
                    found = resourceType();
                } else {
                    parser.skipChildren();
                }
            }
            return found;
        }

        private Optional<String> resourceType() throws IOException {
            Optional<String> found = Optional.empty();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals("resourceType");
                parser.nextToken();
                if (wanted) {
                    found = Optional.ofNullable(parser.getValueAsString());
                }
                parser.skipChildren();
            }
            return found;
        }
    }
}

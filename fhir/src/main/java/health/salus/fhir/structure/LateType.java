package health.salus.fhir.structure;

import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/// The type of a resource that does not begin with it. JSON objects have no order (R4 json.html#xml), so the type may
/// come last.
final class LateType {
    private LateType() {}

    /// Looks ahead from the opening brace of the resource.
    static Optional<String> of(JsonFactory factory, byte[] json, int start) throws IOException {
        try (JsonParser ahead = factory.createParser(json, start, json.length - start)) {
            ahead.nextToken();
            while (ahead.nextToken() == FIELD_NAME) {
                boolean found = ahead.currentName().equals("resourceType");
                JsonToken value = ahead.nextToken();
                if (found) {
                    return value == VALUE_STRING ? Optional.of(ahead.getText()) : Optional.empty();
                }
                ahead.skipChildren();
            }
            return Optional.empty();
        } catch (JsonProcessingException _) {
            // The pass itself meets the same fault, with the right place.
            return Optional.empty();
        }
    }
}

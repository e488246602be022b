package health.salus.platform.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import health.salus.contracts.consent.ResourceFacts;
import health.salus.contracts.records.ResourceKey;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The codings that stand anywhere in a resource: what a consent's rule about codes is decided by.
final class Codings {

    private static final JsonFactory JSON = new JsonFactory();

    private Codings() {}

    static ResourceFacts factsOf(StoredRecord resource) {
        List<ResourceFacts.Code> codes = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(resource.bytes().toArray())) {
            parser.nextToken();
            visit(parser, codes);
        } catch (IOException malformed) {
            throw new SalusException(ErrorCode.CORRUPT, "a stored resource is not JSON", malformed);
        }
        return new ResourceFacts(ResourceKey.of(resource.type(), resource.id()), codes);
    }

    /// An object with both `system` and `code` as strings is a coding (FHIR R4 datatypes, Coding), and so may be a
    /// Quantity's unit, which does no harm.
    private static void visit(JsonParser parser, List<ResourceFacts.Code> codes) throws IOException {
        Optional<String> system = Optional.empty();
        Optional<String> code = Optional.empty();
        JsonToken end = parser.currentToken() == JsonToken.START_ARRAY ? JsonToken.END_ARRAY : JsonToken.END_OBJECT;
        while (parser.nextToken() != end) {
            if (parser.currentToken().isStructStart()) {
                visit(parser, codes);
            } else if (parser.currentToken() == JsonToken.VALUE_STRING && "system".equals(parser.currentName())) {
                system = Optional.of(parser.getText());
            } else if (parser.currentToken() == JsonToken.VALUE_STRING && "code".equals(parser.currentName())) {
                code = Optional.of(parser.getText());
            }
        }
        if (system.isPresent() && code.isPresent()) {
            codes.add(new ResourceFacts.Code(system.get(), code.get()));
        }
    }
}

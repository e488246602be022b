package health.salus.fhir.search;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import health.salus.fhir.record.StoredResource;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/// One version of a resource as a tree, with what the server knows of it.
public record ResourceNode(String type, String id, long version, Instant lastUpdated, JsonNode json) {
    /// What the structure checker lets in: 100 objects, and the arrays around them.
    private static final int MAX_JSON_DEPTH = 2 * StructureChecker.MAX_DEPTH + 50;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_JSON_DEPTH)
                            .maxStringLength(StructureChecker.MAX_RESOURCE_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    /// Reads what was stored, and so checked before.
    public static ResourceNode of(StoredResource stored) {
        return new ResourceNode(
                stored.id().type(),
                stored.id().id(),
                stored.version(),
                stored.updated(),
                tree(stored.json().toArray()));
    }

    /// The tree of a document, its decimals as they are written.
    public static JsonNode tree(byte[] json) {
        try {
            return READER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new SalusException(ErrorCode.MALFORMED, "not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package health.salus.cli.record;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import health.salus.cli.shell.Table;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.Octets;
import health.salus.kernel.SalusException;
import java.io.IOException;
import java.util.List;

/// FHIR's JSON, for people. Numbers keep their text: 1.50 stays 1.50.
final class FhirText {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private FhirText() {}

    static JsonNode parse(Octets json) {
        try {
            return MAPPER.readTree(json.toArray());
        } catch (IOException malformed) {
            throw new SalusException(ErrorCode.MALFORMED, "what was to be a FHIR resource is not JSON", malformed);
        }
    }

    static String indented(Octets json) {
        try {
            return MAPPER.writeValueAsString(parse(json));
        } catch (IOException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    /// The resources of a bundle, a line each.
    static List<String> bundle(Octets json) {
        JsonNode bundle = parse(json);
        Table table = new Table();
        for (JsonNode entry : bundle.path("entry")) {
            JsonNode resource = entry.path("resource");
            if (resource.isObject()) {
                table.row(
                        resource.path("resourceType").asText() + "/"
                                + resource.path("id").asText(),
                        "version " + resource.path("meta").path("versionId").asText("?"),
                        resource.path("meta").path("lastUpdated").asText(""),
                        label(resource));
            } else {
                // History has deletions without a resource.
                table.row(
                        entry.path("request").path("url").asText(""),
                        "",
                        entry.path("response").path("lastModified").asText(""),
                        entry.path("request").path("method").asText(""));
            }
        }
        List<String> lines = table.lines();
        return lines.isEmpty() ? List.of("nothing found, of what you may read") : lines;
    }

    /// What most resources call themselves.
    private static String label(JsonNode resource) {
        for (String element : List.of("code", "type", "vaccineCode", "medicationCodeableConcept")) {
            JsonNode concept =
                    resource.path(element).isArray() ? resource.path(element).path(0) : resource.path(element);
            String text = concept.path("text")
                    .asText(concept.path("coding").path(0).path("display").asText(""));
            if (!text.isEmpty()) {
                return text;
            }
        }
        JsonNode name = resource.path("name");
        if (name.isTextual()) {
            return name.asText();
        }
        JsonNode first = name.path(0);
        return (first.path("given").path(0).asText("") + " "
                        + first.path("family").asText(""))
                .strip();
    }
}

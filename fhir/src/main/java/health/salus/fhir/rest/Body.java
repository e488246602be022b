package health.salus.fhir.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import health.salus.fhir.structure.StructureChecker;
import health.salus.kernel.Octets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The body of an answer in the format that the caller takes.
record Body(Octets bytes, String contentType) {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(StructureChecker.MAX_BUNDLE_BYTES)
                    .build())
            .build();

    static Body of(Octets json, Format format, boolean pretty) {
        Octets bytes = switch (format) {
            case JSON -> pretty && !json.isEmpty() ? indented(json) : json;
            case XML -> json.isEmpty() ? json : XmlFormat.toXml(json);
        };
        return new Body(bytes, format.contentType());
    }

    /// The same JSON over several lines; numbers keep their text.
    private static Octets indented(Octets json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2 * json.length());
        try (JsonParser parser = FACTORY.createParser(json.toArray());
                JsonGenerator generator = FACTORY.createGenerator(out)) {
            generator.setPrettyPrinter(new DefaultPrettyPrinter());
            while (parser.nextToken() != null) {
                generator.copyCurrentEventExact(parser);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Octets.wrap(out.toByteArray());
    }
}

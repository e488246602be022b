package health.salus.fhir.structure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import health.salus.fhir.structure.Issue.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Checks that bytes are a FHIR R4 resource in JSON, strictly, in one pass and without building a tree: names, types,
/// cardinality, choices, primitives' syntax, closed code sets, references and their targets. Safe for many threads.
public final class StructureChecker {
    /// The largest resource: room for a scanned document, small enough to hold in memory a few times over.
    public static final int MAX_RESOURCE_BYTES = 16 * 1024 * 1024;

    /// The largest Bundle, which is read at once: several times the largest patient history seen.
    public static final int MAX_BUNDLE_BYTES = 128 * 1024 * 1024;

    /// The most entries of a Bundle: more than any patient's whole history, so that one request cannot occupy a node
    /// for long.
    public static final int MAX_ENTRIES = 50_000;

    /// The deepest nesting of objects. Real resources stay under 20.
    public static final int MAX_DEPTH = 100;

    private static final int MAX_MESSAGE_CHARS = 160;
    /// Arrays count too here, and what is skipped as unknown: it bounds the parser itself.
    private static final int MAX_JSON_DEPTH = 2 * MAX_DEPTH + 50;
    private static final int MAX_NUMBER_CHARS = 200;

    private final StructureModel model = StructureModel.r4();
    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_JSON_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .maxStringLength(MAX_RESOURCE_BYTES)
                    .build())
            .build();

    /// Checks a document of any resource type.
    public Checked check(byte[] json) {
        return check(json, Links.URNS);
    }

    /// Checks a document, also noting elements of type uri that hold one of the wanted addresses.
    public Checked check(byte[] json, Links wanted) {
        if (json.length > MAX_BUNDLE_BYTES) {
            return refused(IssueType.TOO_LONG, Issue.NO_OFFSET, "the document exceeds " + MAX_BUNDLE_BYTES + " bytes");
        }
        int invalid = Utf8.firstInvalid(json);
        if (invalid >= 0) {
            return refused(IssueType.STRUCTURE, invalid, "not UTF-8, or a NUL character");
        }
        if (json.length > 2 && json[0] == (byte) 0xef) {
            return refused(
                    IssueType.STRUCTURE, 0, "begins with a byte order mark; leave it out (RFC 8259 section 8.1)");
        }
        try (JsonParser parser = factory.createParser(json)) {
            StructurePass pass = new StructurePass(model, factory, json, parser, wanted);
            try {
                return pass.document();
            } catch (JsonProcessingException e) {
                return pass.unreadable(parser.currentLocation().getByteOffset(), shortened(e.getOriginalMessage()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Checked refused(IssueType type, long offset, String text) {
        return new Checked(List.of(new Issue(Severity.FATAL, type, "", offset, text)), List.of());
    }

    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE_CHARS ? message : message.substring(0, MAX_MESSAGE_CHARS);
    }
}

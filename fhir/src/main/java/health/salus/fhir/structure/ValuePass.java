package health.salus.fhir.structure;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.VALUE_FALSE;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_FLOAT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;
import static com.fasterxml.jackson.core.JsonToken.VALUE_TRUE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import health.salus.fhir.structure.ElementType.Primitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// The part of the pass that reads single values: their syntax, their codes, and the links among them.
final class ValuePass {
    private static final byte[] HREF = {'h', 'r', 'e', 'f'};
    private static final byte[] SRC = {'s', 'r', 'c'};

    private final StructurePass pass;
    private final JsonParser parser;
    private final byte[] json;
    private final Links wanted;

    ValuePass(StructurePass pass, JsonParser parser, byte[] json, Links wanted) {
        this.pass = pass;
        this.parser = parser;
        this.json = json;
        this.wanted = wanted;
    }

    void primitive(Frame frame, Property property, Primitive type, JsonToken token) throws IOException {
        PrimitiveKind kind = type.kind();
        if (!written(kind, token)) {
            pass.error(IssueType.STRUCTURE, mistyped(kind, token));
            parser.skipChildren();
            return;
        }
        if (kind.json() == PrimitiveKind.Json.BOOLEAN || kind == PrimitiveKind.DECIMAL) {
            return;
        }
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int to = from + parser.getTextLength();
        if (!PrimitiveSyntax.matches(kind, text, from, to)) {
            boolean tooLong = to - from > PrimitiveSyntax.MAX_STRING_CHARS;
            pass.error(tooLong ? IssueType.TOO_LONG : IssueType.VALUE, "is not a valid " + kind.type());
            return;
        }
        if (!type.codes().isEmpty() && !type.codes().contains(new String(text, from, to - from))) {
            pass.error(IssueType.CODE_INVALID, "is not one of the codes that FHIR allows here");
        }
        if (kind == PrimitiveKind.XHTML) {
            narrative(text, from, to);
        } else if (kind == PrimitiveKind.ID) {
            resourceId(frame, property, text, from, to);
        } else if (kind.mayBeLink() && !type.attribute()) {
            uri(text, from, to);
        } else if (property.name().equals("reference") && frame.shape().path().equals("Reference")) {
            reference(new String(text, from, to - from));
        }
        if (pass.bound().reads(pass.place().depth()) && frame.shape().path().equals("Coding")) {
            coding(property, new String(text, from, to - from));
        }
    }

    private static boolean written(PrimitiveKind kind, JsonToken token) {
        return switch (kind.json()) {
            case BOOLEAN -> token == VALUE_TRUE || token == VALUE_FALSE;
            case NUMBER -> token == VALUE_NUMBER_INT || (token == VALUE_NUMBER_FLOAT && kind == PrimitiveKind.DECIMAL);
            case STRING -> token == VALUE_STRING;
        };
    }

    private static String mistyped(PrimitiveKind kind, JsonToken token) {
        if (token == VALUE_NULL) {
            return "must not be null; leave the element out";
        }
        if (token == START_ARRAY) {
            return "must not be an array";
        }
        return switch (kind.json()) {
            case BOOLEAN -> "must be true or false";
            case NUMBER -> "must be a JSON number, of type " + kind.type();
            case STRING -> "must be a JSON string, of type " + kind.type();
        };
    }

    private void resourceId(Frame frame, Property property, char[] text, int from, int to) {
        if (!frame.shape().resource() || !property.name().equals("id")) {
            return;
        }
        String id = new String(text, from, to - from);
        StructurePass.Resource resource = pass.resource();
        if (resource.contained()) {
            if (!resource.container().contains(id, frame.shape().path())) {
                pass.error(IssueType.DUPLICATE, "is the id of another contained resource too");
            }
        } else if (frame.outlined()) {
            resource.outline().ifPresent(outline -> outline.id(id));
        }
    }

    private void coding(Property property, String value) {
        switch (property.name()) {
            case "system" -> pass.bound().system(value);
            case "code" -> pass.bound().code(value);
            default -> {}
        }
    }

    private void uri(char[] text, int from, int to) {
        boolean candidate = text[from] == 'u' || wanted.more();
        if (!candidate || pass.resource().outline().isEmpty()) {
            return;
        }
        String value = new String(text, from, to - from);
        if (wanted.wants(value)) {
            link(Link.Kind.URI, value, false);
        }
    }

    /// The address of a Reference: its form, and the type it points at where the address tells (R4
    /// references.html#literal).
    private void reference(String value) {
        Property owner = pass.place().parent().property();
        Set<String> targets = owner.type() instanceof ElementType.Link link ? link.targets() : Set.of();
        Optional<String> type = Optional.empty();
        switch (Address.parse(value)) {
            case Address.Contained contained -> {
                if (!contained.id().isEmpty()) {
                    Container container = pass.resource().container();
                    container.refers(contained.id(), targets, pass.place().location(), pass.offset());
                }
                return;
            }
            case Address.Malformed _ ->
                pass.error(IssueType.VALUE, "is not a reference: write Type/id, an absolute address, or #id");
            case Address.Local local -> type = Optional.of(local.type());
            case Address.Remote remote -> type = Optional.of(remote.resource().type());
            case Address.Conditional conditional -> type = Optional.of(conditional.type());
            case Address.Opaque _ -> {}
        }
        if (type.isPresent() && !targets.isEmpty() && !targets.contains(type.get())) {
            pass.error(IssueType.STRUCTURE, "must not refer to a " + type.get());
        }
        link(Link.Kind.REFERENCE, value, owner.element().patient());
    }

    private void link(Link.Kind kind, String value, boolean patient) {
        if (pass.resource().outline().isPresent()) {
            int start = pass.offset() + 1;
            int end = JsonBytes.endOfString(json, start);
            pass.resource().outline().get().link(new Link(kind, start, end, value, patient));
        }
    }

    private void narrative(char[] text, int from, int to) {
        Optional<String> fault = NarrativeSyntax.fault(text, from, to);
        if (fault.isPresent()) {
            pass.error(IssueType.INVARIANT, fault.get() + " (txt-1)");
        } else if (pass.resource().outline().isPresent()) {
            int start = pass.offset() + 1;
            addresses(start, JsonBytes.endOfString(json, start));
        }
    }

    /// Notes what `href` and `src` name. Within a JSON string the quotes are `'` or `\"`.
    private void addresses(int from, int to) {
        for (int i = from; i < to; i++) {
            int name = startsWith(HREF, i, to) ? HREF.length : startsWith(SRC, i, to) ? SRC.length : 0;
            if (name == 0) {
                continue;
            }
            int start = i + name;
            while (start < to && " =\\\"'".indexOf(json[start]) >= 0) {
                start++;
            }
            int end = start;
            while (end < to && "\\\"'".indexOf(json[end]) < 0) {
                end++;
            }
            String value = new String(json, start, end - start, StandardCharsets.UTF_8);
            pass.resource().outline().orElseThrow().link(new Link(Link.Kind.NARRATIVE, start, end, value, false));
            i = end;
        }
    }

    private boolean startsWith(byte[] word, int at, int to) {
        if (at + word.length > to) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (json[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }
}

package health.salus.fhir.structure;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.END_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import health.salus.fhir.structure.Issue.Severity;
import health.salus.fhir.structure.JsonBytes.Member;
import health.salus.fhir.structure.JsonBytes.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One walk through one document, object by object. The state of a pass; made for it and thrown away.
final class StructurePass {
    /// Bundles in Bundles, and Parameters in them: bounded because a type named last costs a look ahead at each level.
    private static final int MAX_RESOURCE_DEPTH = 8;

    private final StructureModel model;
    private final JsonFactory factory;
    private final byte[] json;
    private final JsonParser parser;
    private final Findings findings = new Findings();
    private final Place place = new Place();
    private final BoundConcept bound = new BoundConcept();
    private final ValuePass values;
    private final List<OutlineBuilder> outlines = new ArrayList<>();
    private Resource resource = new Resource(Optional.empty(), new Container(), false, 0);

    /// The resource being read: contained ones share their container.
    record Resource(Optional<OutlineBuilder> outline, Container container, boolean contained, int depth) {}

    StructurePass(StructureModel model, JsonFactory factory, byte[] json, JsonParser parser, Links wanted) {
        this.model = model;
        this.factory = factory;
        this.json = json;
        this.parser = parser;
        values = new ValuePass(this, parser, json, wanted);
    }

    Checked document() throws IOException {
        if (parser.nextToken() != START_OBJECT) {
            error(IssueType.STRUCTURE, "a resource is written as a JSON object");
        } else {
            resource(false, true);
            if (parser.nextToken() != null) {
                error(IssueType.STRUCTURE, "there is more after the end of the resource");
            }
        }
        List<Outline> resources = outlines.stream().map(OutlineBuilder::build).toList();
        resources.forEach(this::size);
        return new Checked(findings.all(), resources);
    }

    private void size(Outline resource) {
        int bytes = resource.end() - resource.start();
        if (bytes > StructureChecker.MAX_RESOURCE_BYTES && !resource.type().equals("Bundle")) {
            String text = "a resource exceeds " + StructureChecker.MAX_RESOURCE_BYTES + " bytes";
            findings.add(new Issue(Severity.FATAL, IssueType.TOO_LONG, resource.type(), resource.start(), text));
        }
    }

    /// The result where the bytes stopped being JSON.
    Checked unreadable(long offset, String text) {
        findings.add(new Issue(Severity.FATAL, IssueType.STRUCTURE, place.location(), offset, text));
        return new Checked(findings.all(), List.of());
    }

    private void resource(boolean contained, boolean outlined) throws IOException {
        int start = offset();
        boolean first = parser.nextToken() == FIELD_NAME && parser.currentName().equals("resourceType");
        int nameStart = offset();
        Optional<String> type = first ? typeHere() : LateType.of(factory, json, start);
        Optional<Shape> shape = type.flatMap(model::resource);
        if (shape.isEmpty() || place.depth() >= StructureChecker.MAX_DEPTH) {
            unusableResource(type.isPresent(), shape.isPresent(), first ? parser.nextToken() : parser.currentToken());
            return;
        }
        Resource outer = resource;
        Optional<OutlineBuilder> outline = outer.outline();
        if (outlined) {
            OutlineBuilder builder = new OutlineBuilder(shape.get().path(), start);
            outlines.add(builder);
            outline = Optional.of(builder);
        }
        int depth = outer.depth() + (contained ? 0 : 1);
        resource = new Resource(outline, contained ? outer.container() : new Container(), contained, depth);
        Frame frame = place.push(shape.get());
        frame.resource(first, outlined);
        if (first && outlined) {
            note("resourceType", nameStart, offset());
        }
        members(frame, first ? parser.nextToken() : parser.currentToken());
        if (contained && !frame.has("id")) {
            error(IssueType.REQUIRED, "a contained resource needs an id");
        }
        if (outlined) {
            outline.orElseThrow().end(offset() + 1);
        }
        place.pop();
        if (!contained) {
            resource.container().resolve(findings);
        }
        resource = outer;
    }

    private void unusableResource(boolean named, boolean known, JsonToken token) throws IOException {
        if (known) {
            error(IssueType.TOO_COSTLY, "is nested too deeply");
        } else {
            error(IssueType.STRUCTURE, named ? "resourceType names no R4 resource" : "resourceType is missing");
        }
        for (JsonToken next = token; next != END_OBJECT; next = parser.nextToken()) {
            parser.nextToken();
            parser.skipChildren();
        }
    }

    private Optional<String> typeHere() throws IOException {
        boolean text = parser.nextToken() == VALUE_STRING;
        Optional<String> type = text ? Optional.of(parser.getText()) : Optional.empty();
        parser.skipChildren();
        return type;
    }

    private void object(Shape shape, Set<String> codes) throws IOException {
        if (place.depth() >= StructureChecker.MAX_DEPTH) {
            error(IssueType.TOO_COSTLY, "is nested too deeply");
            parser.skipChildren();
            return;
        }
        Frame frame = place.push(shape);
        if (!codes.isEmpty()) {
            bound.open(codes, place.depth());
        }
        if (bound.reads(place.depth())) {
            bound.nextCoding();
        }
        members(frame, parser.nextToken());
        boolean unmatched = bound.closesUnmatched(place.depth());
        place.pop();
        if (frame.bare()) {
            place.innermost().bareTwin();
        }
        if (unmatched) {
            error(IssueType.CODE_INVALID, "has no code from the set that FHIR requires here");
        }
    }

    private void members(Frame frame, JsonToken first) throws IOException {
        for (JsonToken token = first; token != END_OBJECT; token = parser.nextToken()) {
            String name = parser.currentName();
            int nameStart = frame.outlined() ? offset() : 0;
            JsonToken value = parser.nextToken();
            int start = frame.outlined() ? offset() : 0;
            Property property = frame.shape().property(name);
            boolean sound = property != null ? member(frame, property, value) : otherMember(frame, name, value);
            // Only what may be there, once: a document that is wrong everywhere must not cost memory in proportion.
            if (sound && frame.outlined()) {
                note(name, nameStart, start);
            }
        }
        frame.end();
        ObjectRules.check(frame, this);
    }

    /// Notes the member that ends with the current token, so that nobody has to look for it again.
    private void note(String name, int nameStart, int start) throws IOException {
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        resource.outline().orElseThrow().member(new Member(name, nameStart, new Span(start, end)));
    }

    /// @return whether the member may be there
    private boolean member(Frame frame, Property property, JsonToken value) throws IOException {
        boolean conflict = frame.hasOtherChoice(property);
        boolean first = frame.first(property);
        frame.begin(property);
        if (conflict || !first) {
            error(
                    first ? IssueType.STRUCTURE : IssueType.DUPLICATE,
                    first ? "is a choice: only one type may be given" : "is given twice");
            parser.skipChildren();
        } else if (property.element().many()) {
            array(frame, property, value);
        } else {
            one(frame, property, value);
            frame.endSingle();
        }
        return first && !conflict;
    }

    /// @return whether the member may be there
    private boolean otherMember(Frame frame, String name, JsonToken value) throws IOException {
        boolean type = frame.shape().resource() && name.equals("resourceType");
        boolean sound = type && frame.firstType() && value == VALUE_STRING;
        if (!type) {
            errorAt(
                    IssueType.STRUCTURE,
                    place.location(name),
                    "is not an element of " + frame.shape().path());
        } else if (!sound) {
            errorAt(IssueType.DUPLICATE, place.location(name), "must be given once, as a string");
        }
        parser.skipChildren();
        return sound;
    }

    private void array(Frame frame, Property property, JsonToken value) throws IOException {
        if (value != START_ARRAY) {
            error(IssueType.STRUCTURE, "must be an array");
            parser.skipChildren();
            return;
        }
        boolean padded = property.twin() || property.type() instanceof ElementType.Primitive;
        int count = 0;
        for (JsonToken token = parser.nextToken(); token != END_ARRAY; token = parser.nextToken()) {
            frame.item(count);
            if (padded && token == VALUE_NULL) {
                frame.nullItem(count);
            } else {
                one(frame, property, token);
            }
            count++;
        }
        frame.endArray(count);
        if (count == 0) {
            error(IssueType.STRUCTURE, "must not be an empty array");
        }
    }

    private void one(Frame frame, Property property, JsonToken token) throws IOException {
        switch (property.type()) {
            case ElementType.Primitive primitive -> values.primitive(frame, property, primitive, token);
            case ElementType.Complex complex when token == START_OBJECT -> object(complex.shape(), complex.codes());
            case ElementType.Link link when token == START_OBJECT -> object(link.shape(), Set.of());
            case ElementType.AnyResource _ when token == START_OBJECT -> nested(frame, property);
            case ElementType.Complex _, ElementType.Link _, ElementType.AnyResource _ -> {
                error(IssueType.STRUCTURE, token == START_ARRAY ? "must not be an array" : "must be a JSON object");
                parser.skipChildren();
            }
        }
    }

    private void nested(Frame frame, Property property) throws IOException {
        boolean contained = property.name().equals("contained");
        if (contained && resource.contained()) {
            error(IssueType.INVARIANT, "a contained resource must not contain others (dom-2)");
            parser.skipChildren();
        } else if (resource.depth() >= MAX_RESOURCE_DEPTH) {
            error(IssueType.TOO_COSTLY, "is nested too deeply");
            parser.skipChildren();
        } else {
            boolean entry = frame.shape().path().equals("Bundle.entry") && resource.depth() == 1;
            if (entry && outlines.size() > StructureChecker.MAX_ENTRIES) {
                String text = "more than " + StructureChecker.MAX_ENTRIES + " entries";
                findings.add(new Issue(Severity.FATAL, IssueType.TOO_LONG, place.location(), offset(), text));
                parser.skipChildren();
            } else {
                resource(contained, entry);
            }
        }
    }

    Resource resource() {
        return resource;
    }

    Place place() {
        return place;
    }

    BoundConcept bound() {
        return bound;
    }

    int offset() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    void error(IssueType type, String text) {
        errorAt(type, place.location(), text);
    }

    void errorAt(IssueType type, String location, String text) {
        findings.add(new Issue(Severity.ERROR, type, location, offset(), text));
    }
}

package health.salus.portal.summary;

import health.salus.kernel.Octets;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// A forgiving view of a FHIR element as JSON: what is absent or of another shape reads as empty, so that a summary can
/// always be made.
record Resource(JsonNode json) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // 1.50 is not 1.5 in medicine: FHIR decimals keep their precision (FHIR R4, Datatypes, decimal).
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /// The semantic tags that SNOMED CT appends to a fully specified name; they help terminologists, not patients.
    private static final Set<String> SEMANTIC_TAGS = Set.of(
            "finding",
            "disorder",
            "procedure",
            "situation",
            "substance",
            "product",
            "regime/therapy",
            "environment",
            "physical object",
            "event",
            "organism",
            "person",
            "social concept",
            "record artifact",
            "qualifier value",
            "observable entity",
            "morphologic abnormality",
            "body structure",
            "occupation",
            "medicinal product",
            "clinical drug");

    static Resource parse(Octets bytes) {
        try {
            return new Resource(MAPPER.readTree(bytes.toArray()));
        } catch (JacksonException notJson) {
            return new Resource(MissingNode.getInstance());
        }
    }

    static String pretty(Octets bytes) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(MAPPER.readTree(bytes.toArray()));
        } catch (JacksonException notJson) {
            return bytes.toUtf8();
        }
    }

    Resource at(String name) {
        return new Resource(json.path(name));
    }

    boolean isPresent() {
        return !json.isMissingNode() && !json.isNull();
    }

    /// The elements of a repeating element; a single value counts as one.
    List<Resource> each(String name) {
        JsonNode node = json.path(name);
        List<Resource> result = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> result.add(new Resource(item)));
        } else if (node.isObject()) {
            result.add(new Resource(node));
        }
        return result;
    }

    Optional<String> text(String name) {
        JsonNode node = json.path(name);
        if (node.isBigDecimal()) {
            return Optional.of(node.decimalValue().toPlainString());
        }
        return node.isValueNode() && !node.isNull()
                ? Optional.of(node.asString()).filter(value -> !value.isBlank())
                : Optional.empty();
    }

    Optional<BigDecimal> number(String name) {
        JsonNode node = json.path(name);
        return node.isNumber() ? Optional.of(node.decimalValue()) : Optional.empty();
    }

    Optional<FhirMoment> moment(String... names) {
        for (String name : names) {
            Optional<FhirMoment> found = text(name).flatMap(FhirMoment::parse);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// The texts of an element that may repeat.
    List<String> texts(String name) {
        JsonNode found = json.path(name);
        List<String> texts = new ArrayList<>();
        found.forEach(item -> {
            if (item.isString()) {
                texts.add(item.asString());
            }
        });
        return texts;
    }

    /// The words of a CodeableConcept: its text, else a display, else a code.
    Optional<String> concept(String name) {
        return each(name).stream().findFirst().flatMap(Resource::words);
    }

    /// The words of each CodeableConcept of a repeating element.
    List<String> concepts(String name) {
        return each(name).stream()
                .map(Resource::words)
                .flatMap(Optional::stream)
                .toList();
    }

    /// The first code of a CodeableConcept.
    Optional<String> code(String name) {
        return each(name).stream()
                .findFirst()
                .flatMap(concept -> concept.each("coding").stream().findFirst().flatMap(coding -> coding.text("code")));
    }

    /// The words of this element as a CodeableConcept.
    Optional<String> words() {
        return text("text")
                .or(() -> each("coding").stream()
                        .map(coding -> coding.text("display"))
                        .flatMap(Optional::stream)
                        .findFirst())
                .or(() -> each("coding").stream()
                        .map(coding -> coding.text("code"))
                        .flatMap(Optional::stream)
                        .findFirst())
                .map(Resource::withoutSemanticTag);
    }

    /// The display of a reference, else the reference itself where it names something a reader can use.
    Optional<String> reference(String name) {
        return each(name).stream().findFirst().flatMap(reference -> reference.text("display"));
    }

    List<String> references(String name) {
        return each(name).stream()
                .map(reference -> reference.text("display"))
                .flatMap(Optional::stream)
                .toList();
    }

    static String withoutSemanticTag(String words) {
        int open = words.lastIndexOf(" (");
        boolean tagged = open > 0
                && words.endsWith(")")
                && SEMANTIC_TAGS.contains(words.substring(open + 2, words.length() - 1));
        return tagged ? words.substring(0, open) : words;
    }
}

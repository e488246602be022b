package health.salus.fhir.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text (R4 search.html#string).
///
/// @param text what is looked for; folded, except in an exact comparison
record StringOperand(Mode mode, String text) implements Operand {
    private static final List<String> NAME_PARTS = List.of("family", "given", "text", "prefix", "suffix");
    private static final List<String> ADDRESS_PARTS =
            List.of("line", "city", "district", "state", "postalCode", "country", "text");

    enum Mode {
        START,
        CONTAINS,
        EXACT
    }

    static StringOperand of(Mode mode, String text) {
        return new StringOperand(mode, mode == Mode.EXACT ? text : FoldedText.fold(text));
    }

    @Override
    public ValueTest against(ElementPath path) {
        return switch (path.type()) {
            case "string", "markdown" -> this::matches;
            case "HumanName" -> name -> matchesPart(name, NAME_PARTS);
            case "Address" -> address -> matchesPart(address, ADDRESS_PARTS);
            default -> ValueTest.NEVER;
        };
    }

    /// What the modifier `:text` looks at (R4 search.html#token).
    ValueTest againstTextOf(ElementPath path) {
        return switch (path.type()) {
            case "CodeableConcept" -> this::matchesConcept;
            case "Coding" -> coding -> matches(coding.path("display"));
            case "Identifier" -> identifier -> matches(identifier.path("type").path("text"));
            default -> ValueTest.NEVER;
        };
    }

    private boolean matchesConcept(JsonNode concept) {
        return matches(concept.path("text"))
                || Json.anyOf(concept, "coding", coding -> matches(coding.path("display")));
    }

    private boolean matchesPart(JsonNode value, List<String> parts) {
        for (String part : parts) {
            if (Json.anyOf(value, part, this::matches)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(JsonNode value) {
        String found = value.textValue();
        return found != null && matches(found);
    }

    private boolean matches(@Nullable String found) {
        if (found == null) {
            return false;
        }
        return switch (mode) {
            case EXACT -> found.equals(text);
            case START -> FoldedText.startsWith(found, text);
            case CONTAINS -> FoldedText.contains(found, text);
        };
    }

    @Override
    public String normalised() {
        return Escapes.escape(text);
    }
}

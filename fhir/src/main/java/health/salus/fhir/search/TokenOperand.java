package health.salus.fhir.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A code, an identifier or another value that is compared as a whole (R4 search.html#token).
///
/// @param system the namespace, "" for values that have none, empty for any
/// @param code empty for any of the system's
record TokenOperand(Optional<String> system, Optional<String> code) implements Operand {
    private static final List<String> BOOLEAN_SYSTEMS =
            List.of("http://terminology.hl7.org/CodeSystem/special-values", "http://hl7.org/fhir/special-values");

    /// `code`, `system|code`, `|code` or `system|`; null for `|` alone or twice.
    ///
    /// @param foldsCase whether the codes compared with do not regard case, so that any spelling means the same
    static @Nullable TokenOperand read(String text, boolean foldsCase) {
        List<String> parts = Escapes.split(text, '|');
        if (parts.size() > 2) {
            return null;
        }
        String last = Escapes.unescape(parts.getLast());
        String code = foldsCase ? last.toLowerCase(Locale.ROOT) : last;
        if (parts.size() == 1) {
            return new TokenOperand(Optional.empty(), Optional.of(code));
        }
        String system = Escapes.unescape(parts.getFirst());
        if (system.isEmpty() && code.isEmpty()) {
            return null;
        }
        return new TokenOperand(Optional.of(system), code.isEmpty() ? Optional.empty() : Optional.of(code));
    }

    @Override
    public ValueTest against(ElementPath path) {
        return switch (path.type()) {
            case "CodeableConcept" -> concept -> Json.anyOf(concept, "coding", this::matchesCoding);
            case "Coding" -> this::matchesCoding;
            case "Identifier" -> this::matchesIdentifier;
            case "ContactPoint" ->
                contact -> inSystem(Json.text(contact, "system")) && isCode(Json.text(contact, "value"));
            case "code" -> isImplied(path.system()) ? value -> isCode(value.textValue()) : ValueTest.NEVER;
            case "boolean" -> isBoolean() ? value -> value.isBoolean() && isCode(value.asText()) : ValueTest.NEVER;
            case "string", "id", "uri" -> hasNoSystem() ? value -> is(value.textValue()) : ValueTest.NEVER;
            case "deceased" -> isBoolean() ? patient -> isCode(Boolean.toString(isDeceased(patient))) : ValueTest.NEVER;
            default -> ValueTest.NEVER;
        };
    }

    boolean matchesCoding(JsonNode coding) {
        return inSystem(Json.text(coding, "system")) && isCode(Json.text(coding, "code"));
    }

    /// An identifier's value is compared as it is: in many a system `a1` and `A1` are two patients.
    boolean matchesIdentifier(JsonNode identifier) {
        return inSystem(Json.text(identifier, "system")) && is(Json.text(identifier, "value"));
    }

    /// R4's one parameter that is a formula: `Patient.deceased.exists() and Patient.deceased != false`.
    static boolean isDeceased(JsonNode patient) {
        return patient.path("deceasedBoolean").asBoolean(false) || patient.has("deceasedDateTime");
    }

    private boolean inSystem(@Nullable String found) {
        return system.isEmpty() || system.get().equals(found == null ? "" : found);
    }

    private boolean isCode(@Nullable String found) {
        return code.isEmpty() || code.get().equalsIgnoreCase(found);
    }

    private boolean is(@Nullable String found) {
        return found != null && (code.isEmpty() || code.get().equals(found));
    }

    /// A `code` has no system beside it: it is of the one that its element is bound to.
    private boolean isImplied(Optional<String> implied) {
        return system.isEmpty() || system.get().isEmpty() || implied.isEmpty() || implied.equals(system);
    }

    private boolean isBoolean() {
        return hasNoSystem() || BOOLEAN_SYSTEMS.contains(system.orElse(""));
    }

    private boolean hasNoSystem() {
        return system.orElse("").isEmpty();
    }

    /// The codes of those that are compared without a system.
    static Stream<String> plainCodes(List<Operand> operands) {
        return all(operands).filter(TokenOperand::hasNoSystem).flatMap(token -> token.code().stream());
    }

    static Stream<TokenOperand> all(List<Operand> operands) {
        return operands.stream().filter(TokenOperand.class::isInstance).map(TokenOperand.class::cast);
    }

    @Override
    public String normalised() {
        return system.map(value -> Escapes.escape(value) + "|").orElse("")
                + code.map(Escapes::escape).orElse("");
    }
}

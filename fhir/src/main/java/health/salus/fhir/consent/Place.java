package health.salus.fhir.consent;

import com.fasterxml.jackson.databind.JsonNode;
import health.salus.fhir.structure.IssueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A value in a consent and where it stands. What is not known is an error: a condition that is passed over would make
/// its rule broader than it says.
record Place(JsonNode value, String location, Findings findings) {
    /// Whatever these say, a rule means the same without them.
    private static final Set<String> WITHOUT_MEANING = Set.of("id", "extension", "display", "userSelected", "version");

    /// The members that are there, of which none may be unknown.
    Place knowing(String... names) {
        if (!value.isObject()) {
            findings.error(IssueType.STRUCTURE, location, "is not an object");
            return this;
        }
        Set<String> known = Set.of(names);
        for (var member : value.properties()) {
            String name = member.getKey();
            if (!known.contains(name) && !WITHOUT_MEANING.contains(name)) {
                findings.unsupported(location, "says something that is not enforced: " + printable(name));
            }
        }
        return this;
    }

    Optional<Place> member(String name) {
        JsonNode member = value.get(name);
        return member == null ? Optional.empty() : Optional.of(new Place(member, location + "." + name, findings));
    }

    /// The items of a repeating member; none where it is absent. An array without items is an error: nothing listed
    /// means no condition.
    List<Place> items(String name) {
        Optional<Place> member = member(name);
        if (member.isEmpty()) {
            return List.of();
        }
        JsonNode array = member.get().value;
        if (!array.isArray() || array.isEmpty()) {
            member.get().error(IssueType.STRUCTURE, "is not a list of one or more");
            return List.of();
        }
        List<Place> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            items.add(new Place(array.get(i), member.get().location + "[" + i + "]", findings));
        }
        return items;
    }

    /// The text of a member, which must have one where it is there.
    Optional<String> text(String name) {
        Optional<Place> member = member(name);
        if (member.isPresent() && !member.get().value.isTextual()) {
            member.get().error(IssueType.STRUCTURE, "is not a string");
            return Optional.empty();
        }
        return member.map(found -> found.value.asText());
    }

    /// A Coding as `system|code`; a code without a system could be any.
    Optional<String> coding() {
        knowing("system", "code");
        Optional<String> system = text("system");
        Optional<String> code = text("code");
        if (system.isEmpty() || code.isEmpty()) {
            error(IssueType.CODE_INVALID, "has no system and code");
            return Optional.empty();
        }
        return Optional.of(system.get() + "|" + code.get());
    }

    /// The codings of a CodeableConcept, which must have one: a text cannot be enforced.
    List<String> concept() {
        knowing("coding", "text");
        List<Place> codings = items("coding");
        if (codings.isEmpty()) {
            error(IssueType.CODE_INVALID, "has no coding");
        }
        return codings.stream().flatMap(coding -> coding.coding().stream()).toList();
    }

    void error(IssueType type, String text) {
        findings.error(type, location, text);
    }

    void unsupported(String text) {
        findings.unsupported(location, text);
    }

    private static String printable(String name) {
        return name.length() <= 64 && name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_'))
                ? name
                : "a name that FHIR does not have";
    }
}

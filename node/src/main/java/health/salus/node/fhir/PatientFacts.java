package health.salus.node.fhir;

import health.salus.kernel.Octets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// What tells one patient from another: from the FHIR R4 Patient, as far as it says so.
///
/// @param name family name first; empty when there is none
/// @param identifier the first one's value; empty when there is none
public record PatientFacts(String name, Optional<LocalDate> born, String identifier, Set<String> words) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /// A person has a handful of names; an index is not to be filled by one resource.
    private static final int MAX_WORDS = 24;

    public PatientFacts {
        words = Set.copyOf(words);
    }

    public static PatientFacts of(Octets json) {
        JsonNode patient = parse(json);
        Set<String> words = new TreeSet<>();
        patient.path("name").forEach(name -> {
            words(name.path("family").asString(""), words);
            words(name.path("text").asString(""), words);
            name.path("given").forEach(given -> words(given.asString(""), words));
        });
        return new PatientFacts(
                displayName(patient.path("name").path(0)),
                day(patient.path("birthDate").asString("")),
                patient.path("identifier").path(0).path("value").asString(""),
                words);
    }

    private static JsonNode parse(Octets json) {
        try {
            return MAPPER.readTree(json.toArray());
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    /// The words of a text as they are compared: without marks, in lower case.
    static List<String> words(String text) {
        Set<String> words = new TreeSet<>();
        words(text, words);
        return List.copyOf(words);
    }

    private static void words(String text, Set<String> words) {
        String bare = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        for (String word : BETWEEN_WORDS.split(bare)) {
            if (!word.isEmpty() && words.size() < MAX_WORDS) {
                words.add(word);
            }
        }
    }

    private static String displayName(JsonNode name) {
        List<String> given = new ArrayList<>();
        name.path("given").forEach(each -> given.add(each.asString("")));
        String family = name.path("family").asString("");
        if (family.isEmpty() && given.isEmpty()) {
            return name.path("text").asString("");
        }
        String first = String.join(" ", given);
        return family.isEmpty() || first.isEmpty() ? family + first : family + ", " + first;
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException lessThanADay) {
            return Optional.empty();
        }
    }
}

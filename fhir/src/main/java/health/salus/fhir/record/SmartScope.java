package health.salus.fhir.record;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One clinical scope of SMART App Launch 2 (section "Scopes for requesting FHIR resources"), such as
/// `patient/Observation.rs?category=laboratory`.
///
/// @param type a FHIR resource type, or `*`
/// @param constraints search parameters that narrow it; empty for none
public record SmartScope(Level level, String type, Set<Interaction> interactions, Map<String, String> constraints) {

    private static final Pattern SHAPE = Pattern.compile(
            "(patient|user|system)/(\\*|[A-Z][A-Za-z]{1,63})\\.(c?r?u?d?s?|read|write|\\*)(?:\\?([^,\\s]{1,400}))?");

    public SmartScope {
        interactions = Set.copyOf(interactions);
        constraints = Map.copyOf(constraints);
    }

    /// For whom a scope counts.
    public enum Level {
        PATIENT,
        USER,
        SYSTEM
    }

    /// Reads a scope; what is none of SMART's clinical scopes is empty.
    public static Optional<SmartScope> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches() || matcher.group(3).isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> constraints = new TreeMap<>();
        if (matcher.group(4) != null) {
            for (String pair : matcher.group(4).split("&")) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    return Optional.empty();
                }
                constraints.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        Level level = Level.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
        return Optional.of(new SmartScope(level, matcher.group(2), interactions(matcher.group(3)), constraints));
    }

    /// The letters of version 2, or a word of version 1 with the meaning that version 2 gives it.
    private static Set<Interaction> interactions(String letters) {
        return switch (letters) {
            case "read" -> EnumSet.of(Interaction.READ, Interaction.SEARCH);
            case "write" -> EnumSet.of(Interaction.CREATE, Interaction.UPDATE, Interaction.DELETE);
            case "*" -> EnumSet.allOf(Interaction.class);
            default -> {
                Set<Interaction> found = EnumSet.noneOf(Interaction.class);
                for (Interaction interaction : Interaction.values()) {
                    if (letters.indexOf(interaction.letter()) >= 0) {
                        found.add(interaction);
                    }
                }
                yield found;
            }
        };
    }

    /// Whether this scope allows the interaction with resources of the type, its constraints aside.
    public boolean allows(String resourceType, Interaction interaction) {
        return (type.equals("*") || type.equals(resourceType)) && interactions.contains(interaction);
    }

    /// Whether everything that `other` allows, this allows too.
    public boolean covers(SmartScope other) {
        return level == other.level
                && (type.equals("*") || type.equals(other.type))
                && interactions.containsAll(other.interactions)
                && other.constraints.entrySet().containsAll(constraints.entrySet());
    }
}

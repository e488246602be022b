package health.salus.fhir.record;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The resource scopes of a token (SMART App Launch 2.2, scopes and launch context): `patient/Observation.rs`, and the
/// forms of version 1, `user/*.read`. A scope with a condition (`?category=`) is not understood and grants nothing.
public final class Scopes {
    private static final Pattern SCOPE =
            Pattern.compile("(?:patient|user|system)/(\\*|[A-Za-z]{1,40})\\.(c?r?u?d?s?|read|write|\\*)");

    /// Everything, for callers inside the node.
    public static final Scopes ALL = parse("system/*.cruds");

    private final List<Grant> grants;

    private record Grant(String type, String letters) {}

    private Scopes(List<Grant> grants) {
        this.grants = List.copyOf(grants);
    }

    /// Reads a token's scopes, separated by spaces. Those that are about something else are passed over.
    public static Scopes parse(String scopes) {
        List<Grant> grants = new ArrayList<>();
        for (String scope : scopes.split(" ")) {
            Matcher matcher = SCOPE.matcher(scope);
            if (matcher.matches()) {
                grants.add(new Grant(matcher.group(1), letters(matcher.group(2))));
            }
        }
        return new Scopes(grants);
    }

    private static String letters(String access) {
        return switch (access) {
            case "read" -> "rs";
            case "write" -> "cud";
            case "*" -> "cruds";
            default -> access;
        };
    }

    public boolean permit(Interaction interaction, String type) {
        return grants.stream()
                .filter(grant -> grant.type().equals("*") || grant.type().equals(type))
                .anyMatch(grant -> grant.letters().indexOf(interaction.letter()) >= 0);
    }

    /// Whether resources of some type may be read or searched for.
    public boolean permitReading() {
        return grants.stream().anyMatch(grant -> grant.letters().matches(".*[rs].*"));
    }

    @Override
    public String toString() {
        return grants.toString();
    }
}

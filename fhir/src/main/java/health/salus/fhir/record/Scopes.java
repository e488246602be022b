package health.salus.fhir.record;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;

/// What the scopes of a token let its bearer ask for. A scope with constraints (`?category=`) would narrow what is
/// found, which is not built: it grants nothing here.
public final class Scopes {

    /// Everything, for callers inside the node.
    public static final Scopes ALL = of(List.of("system/*.cruds"));

    private final List<SmartScope> grants;

    private Scopes(List<SmartScope> grants) {
        this.grants = grants;
    }

    /// Reads a token's scopes. Those that are about something else are passed over.
    public static Scopes of(Collection<String> scopes) {
        return new Scopes(scopes.stream()
                .flatMap(scope -> SmartScope.parse(scope).stream())
                .filter(scope -> scope.constraints().isEmpty())
                .toList());
    }

    public boolean permit(Interaction interaction, String type) {
        return grants.stream().anyMatch(grant -> grant.allows(type, interaction));
    }

    /// Whether resources of some type may be read or searched for.
    public boolean permitReading() {
        return grants.stream()
                .flatMap(grant -> grant.interactions().stream())
                .anyMatch(EnumSet.of(Interaction.READ, Interaction.SEARCH)::contains);
    }

    @Override
    public String toString() {
        return grants.toString();
    }
}

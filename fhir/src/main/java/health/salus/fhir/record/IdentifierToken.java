package health.salus.fhir.record;

import java.util.Optional;

/// An identifier as searches name it: `system|value`, or a value under any system.
public record IdentifierToken(Optional<String> system, String value) {
    /// The criteria by which conditions on this identifier are kept ([RecordService#condition]): its value alone, since
    /// a search may leave the system out. So a plain create moves on the same condition that a conditional one
    /// looked
    /// at.
    public String criteria(String type) {
        return type + "?identifier=" + value;
    }

    /// Whether an identifier of a resource is the one meant.
    public boolean matches(IdentifierToken carried) {
        return value.equals(carried.value) && (system.isEmpty() || system.equals(carried.system));
    }

    @Override
    public String toString() {
        return system.map(name -> name + "|" + value).orElse(value);
    }
}

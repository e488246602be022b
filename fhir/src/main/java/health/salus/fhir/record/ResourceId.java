package health.salus.fhir.record;

/// The type and the logical id of a resource: its address in the whole network.
public record ResourceId(String type, String id) {
    /// As in a relative reference.
    @Override
    public String toString() {
        return type + "/" + id;
    }
}

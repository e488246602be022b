package health.salus.fhir.record;

/// What is asked for: the resources of a type that carry an identifier.
public record Identified(String type, IdentifierToken identifier) {}

package health.salus.client.api;

/// Which patients are looked for.
///
/// @param identifier `system|value` as FHIR has it
public record SubjectSearch(String identifier) {}

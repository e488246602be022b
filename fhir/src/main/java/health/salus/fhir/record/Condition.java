package health.salus.fhir.record;

/// Where a condition stood before it was searched for: a bucket and its counter (docs/decisions/0014).
///
/// @param criteria what is searched for; conditions with other criteria may share the bucket
public record Condition(String criteria, int bucket, long counter) {}

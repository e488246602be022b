package health.salus.fhir.record;

/// Where a condition stood before it was searched for: a bucket and its counter (docs/decisions/0014).
public record Condition(int bucket, long counter) {}

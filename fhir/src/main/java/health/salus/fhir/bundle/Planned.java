package health.salus.fhir.bundle;

import health.salus.fhir.FhirException;
import health.salus.fhir.record.ResourceId;

/// What is to be done about one entry.
public sealed interface Planned {
    /// A change, by its index among the changes.
    record Write(int change) implements Planned {}

    /// Nothing: a conditional create found the resource.
    record Kept(ResourceId id) implements Planned {}

    /// Nothing: an earlier entry has the same condition, and what becomes of that one is meant here too.
    record Same(int entry) implements Planned {}

    /// Nothing: a conditional delete found none.
    record Nothing() implements Planned {}

    /// A read, afterwards.
    record Later() implements Planned {}

    /// Nothing: the entry cannot be carried out. In a batch only.
    record Failed(FhirException reason) implements Planned {}
}

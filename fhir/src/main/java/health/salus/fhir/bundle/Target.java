package health.salus.fhir.bundle;

import health.salus.fhir.record.Condition;
import health.salus.fhir.record.ResourceId;
import java.util.Optional;
import java.util.OptionalLong;

/// What one entry is about, once its conditions have been searched for.
sealed interface Target {
    /// A resource to be created under an id still to be assigned.
    record New(String type, Optional<Condition> condition) implements Target {}

    /// A resource to be written or deleted under an id that is known.
    record Named(ResourceId id, OptionalLong expected, Optional<Condition> condition) implements Target {}

    /// A resource that is there already, so that nothing needs to be created.
    record Kept(ResourceId id) implements Target {}

    /// The same condition as an earlier entry's: whatever becomes of that, is meant here too.
    record SameAs(int entry) implements Target {}

    /// Nothing to delete.
    record Nothing() implements Target {}

    /// A read, done when everything is written.
    record Later() implements Target {}
}

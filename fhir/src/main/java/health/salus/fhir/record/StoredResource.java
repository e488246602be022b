package health.salus.fhir.record;

import health.salus.kernel.Octets;
import java.time.Instant;

/// One version of a resource.
///
/// @param json exactly what was stored: without `meta.versionId` and `meta.lastUpdated`, which are spliced in on
///     reading
/// @param updated when it became final, in consensus time
public record StoredResource(ResourceId id, long version, Instant updated, Octets json) {}

package health.salus.platform.records;

import health.salus.kernel.Octets;
import health.salus.kernel.OrganisationId;
import java.time.Instant;

/// One version of a resource, as it was written.
public record StoredRecord(
        String type, String id, long version, Instant lastUpdated, OrganisationId author, Octets bytes) {}

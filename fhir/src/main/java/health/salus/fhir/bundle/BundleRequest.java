package health.salus.fhir.bundle;

import java.util.List;

/// A Bundle of requests.
///
/// @param atomic a transaction, of which all is done or nothing; else a batch
public record BundleRequest(boolean atomic, List<EntryRequest> entries) {
    public BundleRequest {
        entries = List.copyOf(entries);
    }
}

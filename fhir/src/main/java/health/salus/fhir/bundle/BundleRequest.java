package health.salus.fhir.bundle;

import java.util.List;

/// A Bundle of requests.
///
/// @param atomic a transaction, of which all is done or nothing; else a batch
/// @param lenient whether a Consent whose rule cannot be enforced is kept all the same, as a document that rules
/// nothing
public record BundleRequest(boolean atomic, List<EntryRequest> entries, boolean lenient) {
    public BundleRequest {
        entries = List.copyOf(entries);
    }

    /// As it stands, of a sender who asked for nothing special.
    public BundleRequest(boolean atomic, List<EntryRequest> entries) {
        this(atomic, entries, false);
    }

    public BundleRequest leniently(boolean wished) {
        return new BundleRequest(atomic, entries, wished);
    }
}

package health.salus.fhir.bundle;

import health.salus.fhir.record.Caller;
import health.salus.fhir.record.RecordService;

/// Turns requests into the changes that they come to. Nothing is written: a plan whose condition was overtaken by
/// another writer is made anew.
public final class WritePlanner {
    private final Ports ports;

    /// What a plan asks of the rest.
    record Ports(RecordService records, ConditionalSearch search, ResourceIds ids) {}

    public WritePlanner(RecordService records, ConditionalSearch search, ResourceIds ids) {
        ports = new Ports(records, search, ids);
    }

    /// @param json the checked bytes that the entries' resources lie in
    public Plan plan(Caller caller, byte[] json, BundleRequest request) {
        return new Planning(ports, caller, json, request).plan();
    }
}

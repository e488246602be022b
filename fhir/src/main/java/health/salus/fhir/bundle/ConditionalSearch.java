package health.salus.fhir.bundle;

import health.salus.fhir.record.Caller;
import health.salus.fhir.record.ResourceId;
import health.salus.fhir.structure.Address;
import java.util.List;

/// Finds what a conditional request or a conditional reference speaks of (R4 http.html#cond-update, #trules).
@FunctionalInterface
public interface ConditionalSearch {
    /// The resources of a type that match a query, as far as it matters: none, one, or more than one.
    List<ResourceId> matches(Caller caller, String type, String query);

    /// As [#matches(Caller, String, String)], for each of several, which may cost little more than one.
    default List<List<ResourceId>> matches(Caller caller, List<Address.Conditional> wanted) {
        return wanted.stream()
                .map(one -> matches(caller, one.type(), one.query()))
                .toList();
    }
}

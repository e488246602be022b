package health.salus.fhir.record;

import health.salus.contracts.records.SecurityLabel;
import health.salus.contracts.records.TypeGroup;
import java.util.List;
import java.util.Set;

/// Whom a resource is about and how sensitive it is: what decides in which segments it lies.
///
/// @param patients ids of the Patients whose record it belongs to, the first named first; several need a permission
///     each, none means that it belongs to the directory
/// @param labels those that `meta.security` carries
public record Subjects(List<String> patients, TypeGroup group, Set<SecurityLabel> labels) {
    public Subjects {
        patients = List.copyOf(patients);
        labels = Set.copyOf(labels);
    }
}

package health.salus.node.security;

import health.salus.kernel.SubjectId;
import health.salus.portal.Caller;

/// Whether the id of a FHIR Patient stands for the subject in a token's context. Without a bean of this type the two
/// are taken to be the same text.
@FunctionalInterface
public interface PatientIdentity {

    boolean same(SubjectId context, String patientId);

    /// Told that a caller who is confined to one patient asked for another: attempts are recorded, too.
    default void refused(Caller caller, String patientId) {}
}

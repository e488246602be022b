package health.salus.node.security;

import health.salus.kernel.SubjectId;

/// Whether the id of a FHIR Patient stands for the subject in a token's context. Without a bean of this type the two
/// are taken to be the same text.
@FunctionalInterface
public interface PatientIdentity {

    boolean same(SubjectId context, String patientId);
}

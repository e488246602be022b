package health.salus.client.api;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A patient's pseudonym, with the FHIR reference of the patient that the caller may see under it.
///
/// @param careOrganisations the organisations that have a care relation with the patient
public record Subject(
        SubjectId subject, Optional<String> patient, Instant enrolled, List<OrganisationId> careOrganisations) {}

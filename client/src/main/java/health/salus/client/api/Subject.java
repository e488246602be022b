package health.salus.client.api;

import health.salus.kernel.OrganisationId;
import health.salus.kernel.SubjectId;
import java.time.Instant;
import java.util.List;

/// A patient's pseudonym.
///
/// @param patient the FHIR reference of the Patient of this pseudonym
/// @param recorded whether there is such a resource already
/// @param careOrganisations the organisations that have a care relation with the patient
public record Subject(
        SubjectId subject,
        String patient,
        boolean recorded,
        Instant enrolled,
        List<OrganisationId> careOrganisations) {}

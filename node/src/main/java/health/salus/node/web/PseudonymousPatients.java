package health.salus.node.web;

import health.salus.contracts.consent.PurposeOfUse;
import health.salus.fhir.bundle.ResourceIds;
import health.salus.kernel.ErrorCode;
import health.salus.kernel.SubjectId;
import health.salus.node.security.PatientIdentity;
import health.salus.platform.consent.AccessSessions;
import health.salus.platform.identity.Requester;
import health.salus.platform.network.Author;
import health.salus.portal.Caller;
import java.util.Optional;

/// A Patient's id carries the pseudonym, or is one that it is derived from.
final class PseudonymousPatients implements PatientIdentity {

    private final AccessSessions sessions;

    PseudonymousPatients(AccessSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean same(SubjectId context, String patientId) {
        return ResourceIds.subjectOf(patientId).equals(context);
    }

    @Override
    public void refused(Caller caller, String patientId) {
        Author author = new Author(
                caller.principal(),
                caller.evidence().issuer(),
                caller.evidence().tokenHash());
        PurposeOfUse purpose = caller.purpose()
                .map(asked -> PurposeOfUse.valueOf(asked.name()))
                .orElse(PurposeOfUse.PATRQT);
        sessions.deny(
                new Requester(author, caller.organisation(), purpose),
                Optional.of(ResourceIds.subjectOf(patientId)),
                ErrorCode.TOKEN_FOR_ANOTHER_PATIENT);
    }
}
